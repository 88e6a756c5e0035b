import type { BitGeneratorName, Seed } from '../random/index.js';
import type { Draw } from './draw.js';

/**
 * Draws of a block. Variable k of draw i is number i mod 8192 of the stream (seed, k, floor(i / 8192)). A block of six
 * columns fits the second-level cache, and 100,000 draws are enough blocks for two workers to share evenly.
 */
export const BLOCK = 8192;

/** A variable to be drawn. */
export interface PlannedDraw {
  readonly name: string;
  /** Its place among the variables as they were given, which is the first number of its streams' paths. */
  readonly place: number;
  readonly draw: Draw;
}

/** All that decides the draws, their outputs and how these are summarised: plain data, which travels. */
export interface ModelPlan {
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
  readonly draws: readonly PlannedDraw[];
  readonly parameters: Readonly<Record<string, number>>;
  /** The equations as text; without them the model is a function. */
  readonly text?: string;
  readonly outputs: readonly string[];
  /** The model is a function that returns a number instead of an object of them. */
  readonly bare: boolean;
}

/** A model as a function: of the values of draws and parameters by name. */
export type ModelFunction = (
  inputs: Readonly<Record<string, number>>,
) => Readonly<Record<string, number>> | number;

/** The module whose functions workers load. */
export const MODEL_TASK = new URL('./model-task.js', import.meta.url);
