// What a worker needs when something fails, and not before.
export { isClonable, notClonable } from '../executor/clonable.js';
export { encodeError } from '../executor/encode-error.js';
