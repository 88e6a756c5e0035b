export { type JobForecast, type WorkerChoice, chooseWorkers } from './choose-workers.js';
export { Crew, type CrewCosts, type CrewSettings, START_SECONDS, type WorkLeft } from './crew.js';
export {
  type ParallelOptions,
  type PartTask,
  type PartsWork,
  answers,
  checkParallelOptions,
} from './parts.js';
export { type UsedWorkers, type WorkersOptions, withWorkers, withoutWorkers } from './with-workers.js';
