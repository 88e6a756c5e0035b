import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  type Command,
  type Piece,
  type SchedulerEvent,
  type SchedulerState,
  createState,
  step,
} from '#nfold/executor';
import { isNfoldError } from 'nfold';

/** A world of workers around the scheduler: does what it is told, and lets a list of numbers decide what happens next. */
class World {
  readonly state: SchedulerState;
  readonly settlements = new Map<number, number[]>();
  readonly cancelled = new Set<number>();
  readonly alive = new Map<
    number,
    { ready: boolean; queue: Piece[]; given: number; outgrown?: boolean; ending?: boolean }
  >();
  readonly settledChunks = new Set<number>();
  /** Chunks that only one worker may run. */
  readonly pinned = new Map<number, number>();
  closed = 0;
  #nextChunk = 1;

  readonly #events: SchedulerEvent[] = [];
  #handling = false;

  constructor(workers: number, sendsAhead = true, maxTasks = Infinity) {
    this.state = createState(workers, sendsAhead, maxTasks);
  }

  /** One event at a time, as the executor does it: what a command brings about waits for its turn. */
  handle(event: SchedulerEvent): void {
    this.#events.push(event);
    if (this.#handling) return;
    this.#handling = true;
    for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
      for (const command of step(this.state, next)) this.#act(command);
    }
    this.#handling = false;
  }

  submit(count: number, worker?: number): void {
    const chunk = this.#nextChunk++;
    this.settlements.set(
      chunk,
      Array.from({ length: count }, () => 0),
    );
    if (worker !== undefined) this.pinned.set(chunk, worker);
    this.handle({ type: 'submitted', chunk, count, worker, retries: worker === undefined ? chunk % 3 : 0 });
  }

  cancel(chunk: number): void {
    this.cancelled.add(chunk);
    this.handle({ type: 'cancelled', chunk });
  }

  settle(chunk: number, from: number, to: number): void {
    const calls = this.settlements.get(chunk)!;
    for (let call = from; call < to; call++) calls[call]++;
  }

  #act(command: Command): void {
    switch (command.type) {
      case 'spawn':
        assert.equal(this.alive.has(command.worker), false, 'a worker was started twice');
        this.alive.set(command.worker, { ready: false, queue: [], given: 0 });
        return;
      case 'send':
        assert.equal(
          this.alive.get(command.worker)?.ready,
          true,
          'work was sent to a worker that is not ready',
        );
        assert.equal(
          this.pinned.get(command.piece.chunk.id) ?? command.worker,
          command.worker,
          'wrong worker',
        );
        assert.equal(command.ahead, this.alive.get(command.worker)!.queue.length > 0);
        assert.notEqual(this.alive.get(command.worker)?.ending, true, 'work was sent to a worker that ends');
        assert.notEqual(
          this.alive.get(command.worker)?.outgrown,
          true,
          'work was sent to an outgrown worker',
        );
        this.#give(this.alive.get(command.worker)!, command.piece);
        assert.ok(this.alive.get(command.worker)!.queue.length <= 2);
        return;
      case 'recall':
        return this.#recall(command.worker, command.piece);
      case 'reject':
        this.settle(command.chunk, command.at, command.at + command.count);
        return;
      case 'settled':
        assert.equal(this.settledChunks.has(command.chunk), false, 'a chunk settled twice');
        this.settledChunks.add(command.chunk);
        return;
      case 'stop':
      case 'kill':
        this.alive.get(command.worker)!.ending = true;
        return;
      case 'closed':
        this.closed++;
        return;
      default:
    }
  }

  #give(worker: { queue: Piece[]; given: number }, piece: Piece): void {
    worker.queue.push(piece);
    worker.given += piece.to - piece.from;
    assert.ok(worker.given <= this.state.maxTasks, 'a worker was given more calls than it may run');
  }

  /** A worker gives a piece back that it has not begun; a third of the time it has begun just now. */
  #recall(worker: number, id: number): void {
    const { queue } = this.alive.get(worker) ?? { queue: [] };
    const at = queue.findIndex((piece) => piece.id === id);
    const won = at > 0 && id % 3 !== 0;
    if (won) {
      const [piece] = queue.splice(at, 1);
      this.alive.get(worker)!.given -= piece.to - piece.from;
    }
    this.handle({ type: 'recalled', worker, piece: id, won });
  }

  /** Lets worker number `choice` (modulo how many there are) do something. */
  act(choice: number, what: number): void {
    const workers = [...this.alive.keys()];
    if (workers.length === 0) return;
    const worker = workers[choice % workers.length];
    const { ready, queue } = this.alive.get(worker)!;
    const piece = queue[0];
    if (what % 5 === 0) return this.lose(worker, what);
    if (!ready) {
      this.alive.get(worker)!.ready = true;
      return this.handle({ type: 'ready', worker });
    }
    if (piece === undefined) return this.handle({ type: 'expired', worker });
    if (what % 5 === 1) {
      const call = piece.settled + (what % (piece.to - piece.settled));
      queue.shift();
      this.settleIfWanted(piece.chunk.id, call, call + 1);
      return this.handle({ type: 'failed', worker, piece: piece.id, calls: [call] });
    }
    if (what % 5 === 2) return this.#timeOut(worker, piece, what);
    const upTo = what % 5 === 3 ? piece.to : piece.settled + (what % (piece.to - piece.settled));
    const finished = upTo === piece.to;
    if (finished) queue.shift();
    this.settleIfWanted(piece.chunk.id, piece.settled, upTo);
    // Now and then it holds too much memory after a piece.
    const outgrown = finished && what % 7 === 0;
    if (outgrown) this.alive.get(worker)!.outgrown = true;
    this.handle({ type: 'done', worker, piece: piece.id, upTo, finished, outgrown });
  }

  #timeOut(worker: number, piece: Piece, what: number): void {
    const call = piece.settled + (what % (piece.to - piece.settled));
    this.handle({ type: 'timeout', worker, piece: piece.id, call });
  }

  settleIfWanted(chunk: number, from: number, to: number): void {
    if (!this.cancelled.has(chunk) && !this.settledChunks.has(chunk)) this.settle(chunk, from, to);
  }

  lose(worker: number, what: number): void {
    const { queue } = this.alive.get(worker)!;
    const piece = queue[0];
    this.alive.delete(worker);
    const choices = [
      'nothing',
      'unknown',
      piece && { piece: piece.id, call: piece.settled + (what % 3) },
    ] as const;
    this.handle({ type: 'lost', worker, running: choices[what % 3] ?? 'nothing' });
  }

  /** Lets everything that has begun come to its end. */
  finish(): void {
    for (let turns = 0; turns < 100_000; turns++) {
      const busy = [...this.alive].find(
        ([, { ready, queue, ending }]) => ending || !ready || queue.length > 0,
      );
      if (busy === undefined) return;
      if (busy[1].ending === true) this.lose(busy[0], turns);
      else this.act([...this.alive.keys()].indexOf(busy[0]), 3);
    }
    assert.fail('the work does not end');
  }
}

/** What of a world must not depend on anything but its events. */
const strip = (world: World): unknown => [
  [...world.settlements],
  [...world.settledChunks],
  world.state.nextPiece,
];

const scenario = fc.array(
  fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant('submit' as const),
        count: fc.integer({ min: 1, max: 9 }),
        // Some of the chunks may run on one worker alone.
        pin: fc.option(fc.nat(20), { freq: 4 }),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({ do: fc.constant('act' as const), choice: fc.nat(20), what: fc.nat(1000) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), choice: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('expect' as const) }) },
  ),
  { maxLength: 120 },
);

type Script = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

function run(workers: number, script: Script, sendsAhead = true, maxTasks = Infinity): World {
  const world = new World(workers, sendsAhead, maxTasks);
  for (const item of script) {
    if (item.do === 'submit')
      world.submit(item.count, item.pin === null || item.pin % 4 !== 0 ? undefined : item.pin % workers);
    else if (item.do === 'expect') world.handle({ type: 'expected' });
    else if (item.do === 'act') world.act(item.choice, item.what);
    else if (world.settlements.size > 0) world.cancel(1 + (item.choice % world.settlements.size));
  }
  return world;
}

function assertEachOnce(world: World): void {
  for (const [chunk, calls] of world.settlements) {
    assert.ok(world.settledChunks.has(chunk), `chunk ${chunk} never settled`);
    const most = Math.max(...calls);
    const least = Math.min(...calls);
    assert.ok(most <= 1, `a call of chunk ${chunk} settled ${most} times`);
    assert.ok(least === 1 || world.cancelled.has(chunk), `a call of chunk ${chunk} never settled`);
  }
  assert.equal(world.state.chunks.size, 0);
  assert.equal(world.state.waiting, 0);
  assert.equal(world.state.pieces.size, 0);
  assert.equal(world.state.pinned.size, 0);
}

describe('scheduler', () => {
  it('settles each call exactly once, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), scenario, fc.boolean(), (workers, script, ahead) => {
        const world = run(workers, script, ahead);
        world.finish();
        assertEachOnce(world);
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('does so when workers are replaced after a number of calls, and gives none of them more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), scenario, fc.boolean(), (maxTasks, script, ahead) => {
        const world = run(3, script, ahead, maxTasks);
        world.finish();
        assertEachOnce(world);
      }),
      { seed: 5, numRuns: 2000 },
    );
  });

  it('runs a call again that was lost, as often as it may, and nothing that was not', () => {
    const state = createState(1);
    const log: string[] = [];
    const on = (event: SchedulerEvent): void => {
      for (const command of step(state, event)) {
        if (command.type === 'send') log.push(`${command.piece.from}-${command.piece.to}`);
        if (command.type === 'reject') log.push(`reject ${command.at} after ${command.attempt}`);
      }
    };
    on({ type: 'submitted', chunk: 1, count: 10, retries: 1 });
    on({ type: 'ready', worker: 0 });
    on({ type: 'lost', worker: 0, running: { piece: 1, call: 3 } });
    on({ type: 'ready', worker: 0 });
    on({ type: 'done', worker: 0, piece: 4, upTo: 3, finished: true });
    on({ type: 'lost', worker: 0, running: { piece: 3, call: 3 } });
    on({ type: 'ready', worker: 0 });
    assert.deepEqual(log, ['0-10', '0-3', '3-4', 'reject 3 after 2', '4-10']);
  });

  it('replaces a worker that has outgrown its memory once it is idle, and gives it nothing more', () => {
    const state = createState(1, true);
    const log: string[] = [];
    const on = (event: SchedulerEvent): void => {
      for (const command of step(state, event)) {
        if (command.type === 'send') log.push(`send ${command.piece.id}`);
        else if (command.type !== 'settled') log.push(command.type);
      }
    };
    for (let chunk = 1; chunk <= 4; chunk++) on({ type: 'submitted', chunk, count: 1 });
    on({ type: 'ready', worker: 0 });
    on({ type: 'done', worker: 0, piece: 1, upTo: 1, finished: true, outgrown: true });
    on({ type: 'done', worker: 0, piece: 2, upTo: 1, finished: true });
    on({ type: 'lost', worker: 0, running: 'nothing' });
    on({ type: 'ready', worker: 0 });
    on({ type: 'done', worker: 0, piece: 3, upTo: 1, finished: true });
    // What had been sent ahead is still done; the rest waits for the next worker.
    const expected = ['spawn', 'send 1', 'send 2', 'stop', 'spawn', 'send 3', 'send 4'];
    assert.deepEqual(log, expected);
  });

  it('blames the call that took too long, even when its worker has gone on to another since', () => {
    const state = createState(1);
    const commands: Command[] = [];
    const on = (event: SchedulerEvent): void => void commands.push(...step(state, event));
    on({ type: 'submitted', chunk: 1, count: 4 });
    on({ type: 'ready', worker: 0 });
    on({ type: 'timeout', worker: 0, piece: 1, call: 1 });
    on({ type: 'lost', worker: 0, running: { piece: 1, call: 2 } });
    const rejects = commands.filter((command) => command.type === 'reject');
    assert.deepEqual(
      rejects.map(({ at, reason }) => [at, reason]),
      [[1, 'timeout']],
    );
    assert.equal(state.waiting, 2);
  });

  it('settles each call exactly once when it is closed or terminated midway', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4 }), scenario, fc.boolean(), (workers, script, gently) => {
        const world = run(workers, script);
        world.handle({ type: gently ? 'close' : 'terminate' });
        if (gently) world.finish();
        for (const worker of Array.from(world.alive.keys())) world.lose(worker, 0);
        assertEachOnce(world);
        assert.equal(world.closed, 1);
      }),
      { seed: 3, numRuns: 2000 },
    );
  });

  it('does the same for the same events', () => {
    fc.assert(
      fc.property(scenario, (script) => {
        assert.deepEqual(strip(run(3, script)), strip(run(3, script)));
      }),
      { seed: 4 },
    );
  });

  it('starts no more workers than there is work for', () => {
    const world = new World(8);
    world.submit(5);
    world.submit(1);
    assert.equal(world.alive.size, 2);
  });

  it('starts one worker for work that is to come, and none besides when that is one chunk', () => {
    const world = new World(8);
    world.handle({ type: 'expected' });
    world.handle({ type: 'expected' });
    assert.equal(world.alive.size, 1);
    world.submit(5);
    assert.equal(world.alive.size, 1);
    world.submit(1);
    assert.equal(world.alive.size, 2);
  });

  it('keeps what a lost worker had reported, fails what it ran, runs the rest elsewhere', () => {
    const state = createState(1);
    const commands: Command[] = [];
    const on = (event: SchedulerEvent): void => void commands.push(...step(state, event));
    on({ type: 'submitted', chunk: 1, count: 10 });
    on({ type: 'ready', worker: 0 });
    on({ type: 'done', worker: 0, piece: 1, upTo: 3, finished: false });
    commands.length = 0;
    on({ type: 'lost', worker: 0, running: { piece: 1, call: 5 } });
    assert.deepEqual(commands[0], {
      type: 'reject',
      chunk: 1,
      at: 5,
      count: 1,
      reason: 'lost',
      attempt: 1,
      worker: 0,
    });
    on({ type: 'ready', worker: 0 });
    on({ type: 'done', worker: 0, piece: 3, upTo: 5, finished: true });
    const sent = commands
      .filter((command) => command.type === 'send')
      .map(({ piece }) => [piece.from, piece.to]);
    assert.deepEqual(sent, [
      [3, 5],
      [6, 10],
    ]);
  });

  it('sends a busy worker a second piece, and takes it back for one that has nothing to do', () => {
    const state = createState(2, true);
    const log: string[] = [];
    const on = (event: SchedulerEvent): void => {
      for (const command of step(state, event)) {
        if (command.type === 'send')
          log.push(`${command.piece.id} to ${command.worker}${command.ahead ? ' ahead' : ''}`);
        if (command.type === 'recall') log.push(`${command.piece} from ${command.worker}`);
      }
    };
    for (let chunk = 1; chunk <= 4; chunk++) on({ type: 'submitted', chunk, count: 1 });
    on({ type: 'ready', worker: 0 });
    on({ type: 'ready', worker: 1 });
    on({ type: 'done', worker: 1, piece: 3, upTo: 1, finished: true });
    on({ type: 'done', worker: 1, piece: 4, upTo: 1, finished: true });
    on({ type: 'recalled', worker: 0, piece: 2, won: true });
    assert.deepEqual(log, ['1 to 0', '2 to 0 ahead', '3 to 1', '4 to 1 ahead', '2 from 0', '5 to 1']);
  });

  it('gives up when workers cannot be started', () => {
    const world = new World(2);
    world.submit(3);
    for (let i = 0; i < 3; i++) world.lose([...world.alive.keys()][0], 0);
    assertEachOnce(world);
  });

  it('takes a million queued calls in linear time', () => {
    const state = createState(2);
    for (let chunk = 1; chunk <= 1_000_000; chunk++) step(state, { type: 'submitted', chunk, count: 1 });
    step(state, { type: 'ready', worker: 0 });
    for (let chunk = 1; chunk <= 1_000_000; chunk++) {
      step(state, { type: 'done', worker: 0, piece: chunk, upTo: 1, finished: true });
    }
    assert.equal(state.chunks.size, 0);
  });

  it('reports an impossible event with what led to it', () => {
    const state = createState(1);
    step(state, { type: 'submitted', chunk: 1, count: 1 });
    assert.throws(
      () => step(state, { type: 'done', worker: 0, piece: 9, upTo: 1, finished: true }),
      (error) => isNfoldError(error, 'ERR_INTERNAL') && (error.details['history'] as unknown[]).length === 2,
    );
  });
});
