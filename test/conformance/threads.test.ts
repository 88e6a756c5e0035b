import { describe, it } from 'node:test';
import { describeConformance } from 'nfold/conformance';

describeConformance('threads', { describe, it });
