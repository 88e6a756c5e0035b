import { choice, toggle } from './choice.js';

/** The options that every command has. */
export const common = {
  json: toggle('print one JSON document instead of text'),
  quiet: toggle('say nothing on standard error but errors'),
  progress: choice('how to show progress on standard error', ['auto', 'json', 'none'], 'auto'),
};
