import { conformance } from './suite.js';

conformance('processes', 'processes', {
  'no call that has finished runs twice when its worker exits':
    'it counts in shared memory; see test/backends',
});
