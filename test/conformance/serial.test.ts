import { conformance } from './suite.js';

conformance('serial', 'serial', {
  'process.exit(0) in a task: that task fails, all others have their results': 'it would end this process',
  'process.exit(1) in a task: that task fails, all others have their results': 'it would end this process',
  'process.exit(7) in a task: that task fails, all others have their results': 'it would end this process',
  'no call that has finished runs twice when its worker exits': 'it would end this process',
  'an error outside the promise of a task': 'it would end this process',
  'a rejection that nobody handles': 'it would end this process',
  'terminate ends an endless loop': 'one thread cannot interrupt itself',
});
