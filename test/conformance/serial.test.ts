import { describe, it } from 'node:test';
import { describeConformance } from 'nfold/conformance';

describeConformance('serial', { describe, it });
