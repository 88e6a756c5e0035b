import { move } from 'piscina';
import { stamp } from '../tasks.mjs';

export * from '../tasks.mjs';
export const handOver = (buffer) => move(stamp(buffer));
