import { ThreadWorker } from 'poolifier';
import * as tasks from '../tasks.mjs';

// A poolifier worker cannot hand memory over: its results are always copied.
export default new ThreadWorker({ ...tasks, handOver: tasks.stamp });
