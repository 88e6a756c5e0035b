// The task of pool-noop.mjs for the pools that load a file.
export default (x) => x;
