import workerpool from 'workerpool';
import * as tasks from '../tasks.mjs';

const handOver = (buffer) => new workerpool.Transfer(tasks.stamp(buffer), [buffer]);
workerpool.worker({ ...tasks, handOver });
