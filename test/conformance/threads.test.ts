import { conformance } from './suite.js';

conformance('threads', 'threads');
