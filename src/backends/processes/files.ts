/** File numbers in a worker process: where it writes its messages, and its notes. */
export const RESULTS_FILE = 4;
export const NOTES_FILE = 5;
