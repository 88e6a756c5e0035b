// Another program that wants a processor: computes when its parent says `true`, rests when it says `false`, ends with it.
import { spin } from './tasks.mjs';

let busy = false;
const work = () => {
  if (!busy) return;
  spin(1_000_000);
  setImmediate(work);
};
process.on('message', (wanted) => {
  const begins = wanted && !busy;
  busy = wanted;
  if (begins) work();
  process.send('understood');
});
process.on('disconnect', () => process.exit());
