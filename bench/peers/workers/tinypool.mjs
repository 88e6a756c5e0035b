import { Tinypool } from 'tinypool';
import { stamp } from '../tasks.mjs';

export * from '../tasks.mjs';
export const handOver = (buffer) => Tinypool.move(stamp(buffer));
