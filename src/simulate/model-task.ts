/** The module that workers load for simulations. */
import { webAssemblyUsable, workspace } from '../wasm/index.js';
import type { SketchGrid } from '../stats/index.js';
import { BlockSummaries, type ShareSummary } from './block-summary.js';
import { ModelBlocks } from './model-block.js';
import { BLOCK, type ModelFunction, type ModelPlan } from './model-plan.js';

/** What all shares of a simulation have in common. */
export interface ShareSettings {
  readonly plan: ModelPlan;
  /** A grid for each output. */
  readonly grids: readonly SketchGrid[];
  /** Names of draws and outputs whose numbers are wanted themselves. */
  readonly keep: readonly string[];
}

/** Consecutive draws: whole blocks from `block` on, the last one perhaps cut short. */
export interface Share {
  readonly block: number;
  readonly count: number;
}

const known = new WeakMap<ShareSettings, ModelBlocks>();

/** Draws, computes and summarises a share. */
export function simulateShare(
  settings: ShareSettings,
  model: ModelFunction | undefined,
  share: Share,
): ShareSummary {
  let blocks = known.get(settings);
  if (blocks === undefined) known.set(settings, (blocks = new ModelBlocks(settings.plan, model)));
  const { grids } = settings;
  if (!webAssemblyUsable()) return run(blocks, settings, share, new BlockSummaries(grids));
  return workspace().withScratch(BlockSummaries.scratchBytes(grids), (scratch) =>
    run(blocks, settings, share, new BlockSummaries(grids, scratch)),
  );
}

function run(
  blocks: ModelBlocks,
  { plan, keep }: ShareSettings,
  { block, count }: Share,
  summaries: BlockSummaries,
): ShareSummary {
  const kept = keep.map(() => new Float64Array(count));
  blocks.withRoom((columns) => {
    for (let at = 0; at < count; at += BLOCK) {
      const size = Math.min(BLOCK, count - at);
      blocks.compute(columns, block + at / BLOCK, size);
      summaries.add(columns, size, block * BLOCK + at);
      for (const [i, name] of keep.entries()) {
        const output = plan.outputs.indexOf(name);
        const values =
          output >= 0 ? blocks.outputs(columns)[output].subarray(0, size) : blocks.input(columns, name, size);
        kept[i].set(values, at);
      }
    }
  });
  const summary = summaries.finish();
  return keep.length === 0 ? summary : { ...summary, columns: kept };
}
