// Who does the parts of one call where that is left to nfold (`workers: 'auto'`).
//
//   this thread   part 0   part 1   part 2   part 3   part 4          takes in answers ...
//                      |                                   |
//                 worth workers? start them                they are ready, and the rest is worth sending
//   workers                 . . . . start . . . . . . . . .  part 5   part 6   part 7 ...
//
// The work begins in this thread, which is the measurement: no part is made twice. Where the work that is left is known, it is
// compared with what workers cost (choose-workers.ts). Where nobody knows, as much is expected to come as has been done: then
// workers are started when serial work has cost what they would, the rule that never costs more than twice the best
// (A. R. Karlin, M. S. Manasse, L. Rudolph, D. D. Sleator, "Competitive snoopy caching", Algorithmica 3 (1988) 79-119).
import { now, thrownText, yieldToEventLoop } from '../core/index.js';
import type { Pool } from '../pool/index.js';
import {
  type JobForecast,
  type WorkerChoice,
  chooseWorkers,
  crossing,
  workersText,
} from './choose-workers.js';

/** What workers cost, in seconds. */
export interface CrewCosts {
  /** Loading the pool, and starting workers until they have their first call. */
  readonly start: number;
  /** A first message to workers that wait, until they have begun. */
  readonly wake: number;
  /** A message there and one back. */
  readonly message: number;
}

/**
 * Measured on two processors under Node.js 20 by bench/pool/cold-start.mjs (the start of a process apart), bench/simulate.mjs
 * (100,000 draws by warm workers less half of the serial time) and bench/pool/round-trip.mjs. To measure them anew in every
 * program would take longer than most programs that ask. Only the start is corrected, by those that this program has seen.
 */
const COSTS: CrewCosts = { start: 0.05, wake: 0.0005, message: 4e-5 };
/** Seconds that the start of workers takes where nothing else is known. */
export const START_SECONDS = COSTS.start;

/** Work in this thread tells of what is left when it has taken this share of what workers cost: the first part compiles. */
const TELLING = 1 / 16;

/** The quickest start of workers that a crew of this program has seen. */
let seenStart: number | undefined;

/** What a crew asks of a pool where it has that, beside the verb by which the work is sent. */
type CrewPool = Partial<Pick<Pool, 'workers' | 'started' | 'ready' | 'sharesMemory'>>;

/** For tests. */
export interface CrewSettings {
  readonly clock?: () => number;
  readonly costs?: CrewCosts;
  /** Makes the pool that a crew without one starts. */
  readonly makePool?: () => Promise<Pool>;
}

/** Work that is left, in any unit. */
export interface WorkLeft {
  readonly units: number;
  /** More may come after it, and nobody knows how much. */
  readonly open?: boolean;
}

export class Crew<P extends object = object> {
  readonly #clock: () => number;
  readonly #costs: CrewCosts;
  readonly #makePool: () => Promise<Pool>;
  readonly #given: (P & CrewPool) | undefined;
  /** Workers were there before the work was. */
  readonly #warm: boolean;
  #own: Pool | undefined;
  #state: 'here' | 'starting' | 'ready' | 'failed' = 'here';
  #starting: Promise<void> | undefined;
  #error: unknown;
  /** Why workers were started, and why they were sent work. */
  #planned: WorkerChoice | undefined;
  #used: WorkerChoice | undefined;
  /** Seconds of work in this thread. */
  #spent = 0;
  /** Work of late, of the last part alone, and its seconds. */
  #part = 0;
  #units = 0;
  #seconds = 0;

  constructor(
    given: (P & CrewPool) | undefined,
    { clock = now, costs, makePool = ownPool }: CrewSettings = {},
  ) {
    this.#given = given;
    this.#warm = (given?.started ?? 0) > 0;
    this.#clock = clock;
    this.#costs = costs ?? { ...COSTS, start: seenStart ?? COSTS.start };
    this.#makePool = makePool;
  }

  /** What {@link ParallelOptions.pool} is asked for data that are prepared before anyone chooses. */
  get sharesMemory(): boolean {
    return this.#given?.sharesMemory === true;
  }

  /** This thread has done so much, which would have been one message. */
  took(units: number, seconds: number): void {
    this.#spent += seconds;
    this.#part = units;
    // What is older counts half with each new part: the first ones compile.
    this.#units = this.#units / 2 + units;
    this.#seconds = this.#seconds / 2 + seconds;
  }

  /** The pool that is to do what is left; undefined while this thread goes on. Throws what the start of a given pool fails with. */
  async poolFor(left: WorkLeft): Promise<P | undefined> {
    if (this.#state === 'here') await this.#startFor(left);
    if (this.#state === 'starting') await yieldToEventLoop();
    if (this.#state === 'failed' && this.#own === undefined) throw this.#error;
    if (this.#state !== 'ready') return undefined;
    if (!pays(this.#forecastLeft({ units: left.units }))) return undefined;
    this.#used ??= this.#planned;
    return this.#pool;
  }

  /** The pool, whatever it costs: for what `why` says. */
  async pool(why: string): Promise<P> {
    if (this.#pool === undefined) this.#own = await this.#makePool();
    const { workers = 1 } = this.#pool!;
    const who = workersText(workers);
    this.#used ??= { workers, seconds: NaN, paysFrom: 0, sentence: `with ${who}, ${why}` };
    return this.#pool!;
  }

  /** Who did the work, and why. */
  get choice(): WorkerChoice {
    if (this.#used !== undefined) return this.#used;
    const forecast = this.#forecast(this.#spent, 0, !this.#warm);
    const choice = chooseWorkers(forecast);
    const sentence =
      this.#state === 'failed'
        ? `serially: workers could not be started: ${thrownText(this.#error)}`
        : pays(forecast)
          ? `serially: ${choice.sentence.replace(/^.*?: /, '')}; too little was left when that was known`
          : choice.sentence;
    return { ...choice, workers: 0, seconds: this.#spent, sentence };
  }

  /** Ends the workers that this crew has started. */
  async end(): Promise<void> {
    if (this.#own === undefined) return;
    await this.#own.terminate();
    await this.#starting;
  }

  get #pool(): (P & CrewPool) | undefined {
    return this.#given ?? (this.#own as (P & CrewPool) | undefined);
  }

  async #startFor(left: WorkLeft): Promise<void> {
    const least = this.#warm ? this.#costs.wake : this.#costs.start;
    if (this.#units === 0 || this.#spent < least * TELLING) return;
    // Where the best that could be is not worth it, nothing is loaded to find out how many there are.
    if (!pays(this.#forecastLeft(left))) return;
    if (this.#pool === undefined) this.#own = await this.#makePool();
    const forecast = this.#forecastLeft(left);
    if (!pays(forecast)) return;
    this.#planned = chooseWorkers(forecast);
    this.#state = this.#warm ? 'ready' : 'starting';
    if (!this.#warm) this.#starting = this.#start(this.#pool!);
  }

  async #start(pool: CrewPool): Promise<void> {
    const begin = this.#clock();
    try {
      await pool.ready?.();
      this.#state = 'ready';
      seenStart = Math.min(seenStart ?? Infinity, this.#clock() - begin);
    } catch (error) {
      this.#state = 'failed';
      this.#error = error;
    }
  }

  #forecastLeft({ units, open = false }: WorkLeft): JobForecast {
    const ahead = (units * this.#seconds) / this.#units;
    return this.#forecast(open ? Math.max(ahead, this.#spent) : ahead, units / this.#part);
  }

  /** `cold`: workers would have to start for it. */
  #forecast(serial: number, messages: number, cold = !this.#warm && this.#state !== 'ready'): JobForecast {
    return {
      serial: Math.max(serial, LEAST),
      workers: this.#pool?.workers,
      start: cold ? this.#costs.start : 0,
      transport: (cold ? 0 : this.#costs.wake) + messages * this.#costs.message,
    };
  }
}

/** A clock may be too coarse for what it times, but no work takes no time, in seconds. */
const LEAST = 1e-9;

/** Whether workers would, or as many as one could wish for. */
const pays = (forecast: JobForecast): boolean => forecast.serial > crossing(forecast);

/** Loaded here alone, so that programs which never need workers never load them. */
async function ownPool(): Promise<Pool> {
  const { Pool } = await import('../pool/index.js');
  return new Pool();
}
