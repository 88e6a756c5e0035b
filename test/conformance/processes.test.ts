import { conformance } from './suite.js';

conformance('processes', 'processes', {
  'no call that has finished runs twice when its worker exits':
    'it counts in shared memory; see test/backends',
  'memory that is handed over is empty here, and cannot be handed over again':
    'processes copy all that they are given',
  'shared memory stays shared': 'processes share no memory; see test/backends',
});
