// The suite as strangers use it: on backends of their own, with what those cannot do.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeConformance, runConformance } from 'nfold/conformance';
import { altered, stranger } from './stranger.js';

const here = 'its worker is this thread';
const capabilities = {
  transfers: 'it copies all that it is given',
  survivesExit: here,
  survivesUncaught: here,
  killable: here,
};

describeConformance(stranger, { describe, it }, { capabilities });

const least = altered('the least that is an executor', () => ({}));
describeConformance(
  least,
  { describe, it },
  {
    workers: [2],
    capabilities: { ...capabilities, addressable: 'it has no submitTo()', observable: 'it has no observe()' },
  },
);

describe('the suite without a framework', () => {
  it('counts, and says why cases were skipped', async () => {
    const told: string[] = [];
    const report = await runConformance(stranger, {
      capabilities,
      skip: { 'a plain function': 'for this test' },
      only: ['functions', 'shared memory stays shared'],
      workers: [1],
      onResult: ({ name, status }) => told.push(`${status} ${name}`),
    });
    assert.equal(report.failed, 0);
    assert.equal(report.skipped, 2);
    assert.equal(report.passed, report.results.length - 2);
    assert.equal(told[0], 'skipped a plain function');
    assert.match(
      String(report),
      /^skipped: 1 workers: functions: a plain function \(for this test\)\nskipped: .*shared \(it does not declare sharesMemory\)\n\d+ passed, 0 failed, 2 skipped$/,
    );
  });

  it('refuses names that do not exist, and capabilities without a reason', async () => {
    const refused = { code: 'ERR_INVALID_ARGUMENT' };
    const near = { ...refused, message: /did you mean "a plain function"\?$/ };
    await assert.rejects(runConformance(stranger, { skip: { 'a plain funtion': 'why' } }), near);
    await assert.rejects(runConformance(stranger, { only: ['a plain funtion'] }), near);
    await assert.rejects(runConformance(stranger, { capabilities: { flies: true } as object }), refused);
    await assert.rejects(runConformance(stranger, { capabilities: { killable: '' } }), refused);
    await assert.rejects(runConformance(stranger, { limitMs: 0 }), refused);
  });

  it('works with a framework that has neither groups nor skip, only ignore', () => {
    const names: string[] = [];
    const declare = Object.assign((name: string) => names.push(name), {
      ignore: (name: string) => names.push(`ignored ${name}`),
    });
    describeConformance('serial', { it: declare }, { only: ['faults'], workers: [1] });
    assert.equal(names[0], 'ignored serial, 1 workers: faults: process.exit(0) in a task: that task fails, all others have their results (it would end this process)'); // prettier-ignore
    assert.ok(names.includes('serial, 1 workers: faults: stack overflow is an error like any other'));
    assert.throws(() => describeConformance('serial', { it: () => {} }), { code: 'ERR_INVALID_ARGUMENT' });
  });
});
