/** Files that are written whole or not at all. Node.js only: libraries enter here from Node-only entries alone. */
export { WholeFile, writeWhole } from './whole-file.js';
export { fileProblem } from './problem.js';
export { temporaryName } from './temporary.js';
