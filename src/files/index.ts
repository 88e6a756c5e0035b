/** Files that are written whole or not at all. Node.js only: libraries enter here from Node-only entries alone. */
export { WholeFile, writeWhole } from './whole-file.js';
export { fileProblem } from './problem.js';
export { resolveLink, temporaryName } from './temporary.js';
