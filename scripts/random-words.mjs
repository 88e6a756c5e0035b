// Writes the raw 64-bit outputs of random streams to standard output, without end, for an external test battery:
//
//   npm run build && node scripts/random-words.mjs sfc64 1 | dieharder -g 200 -a
//
// Arguments: bit generator (sfc64, pcg64dxsm, pcg64, philox, mt19937; default sfc64); number of streams whose outputs take
// turns (default 1: stream(seed); of several, stream i is stream(seed, i)); seed (default 2026). Words are little-endian.
import { writeSync } from 'node:fs';
import { stream } from 'nfold/random';

const [bitGenerator = 'sfc64', streams = '1', seed = '2026'] = process.argv.slice(2);
const of = stream.with({ bitGenerator });
const count = Number(streams);
const sources = Array.from({ length: count }, (_, i) => of(BigInt(seed), ...(count === 1 ? [] : [i])).bits);
const words = new Int32Array(2 * sources.length * Math.ceil(32_768 / sources.length));
const bytes = new Uint8Array(words.buffer);

function write(all) {
  for (let done = 0; done < all.length;) {
    try {
      done += writeSync(1, all, done);
    } catch (error) {
      // A pipe that is full for the moment; one whose reader has gone ends the program.
      if (error.code === 'EPIPE') process.exit();
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

for (;;) {
  for (let at = 0; at < words.length;) {
    for (const bits of sources) {
      bits.next();
      words[at++] = bits.low;
      words[at++] = bits.high;
    }
  }
  write(bytes);
}
