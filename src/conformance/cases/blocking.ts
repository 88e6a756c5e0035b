import * as assert from '../assert.js';
import type { GroupedCase } from '../case.js';
import { range } from '../data.js';
import { work } from '../modules.js';
import type { TaskContext } from '../../pool/index.js';

export const blocking: readonly GroupedCase[] = [
  {
    name: 'mapSync gives the values of map, and throws its errors',
    needs: ['blocking'],
    run: async ({ pool }) => {
      const draw = (x: number, { random }: TaskContext): number => x + random.random();
      assert.deepEqual(pool.mapSync(draw, range(100)), await pool.map(draw, range(100)));
      assert.throws(() => pool.mapSync(work.far, [9]), { name: 'TooFar', code: 'E_FAR' });
    },
  },
];
