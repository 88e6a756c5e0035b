import { invalidArgument } from '../core/index.js';

/** Values of each parameter, by its name. */
export type ParameterGrid = Readonly<Record<string, readonly unknown[]>>;

/** A setting of the grid: one value of each parameter. */
export type SettingOf<G extends ParameterGrid> = { readonly [K in keyof G]: G[K][number] };

/**
 * Every combination of the values in a grid, the last parameter varying fastest.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for a parameter without values
 *
 * @example
 * parameterGrid({ servers: [1, 2], rate: [0.5, 0.9] }); // { servers: 1, rate: 0.5 }, { servers: 1, rate: 0.9 }, ...
 */
export function parameterGrid<const G extends ParameterGrid>(grid: G): SettingOf<G>[] {
  let settings: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(grid)) {
    if (!Array.isArray(values) || values.length === 0) {
      throw invalidArgument(`settings.${name}`, 'a list of at least one value', values);
    }
    settings = settings.flatMap((setting) => values.map((value: unknown) => ({ ...setting, [name]: value })));
  }
  return settings as SettingOf<G>[];
}

/** A list of settings as it is, a grid as the list of its combinations; at least two of them. */
export function settingsOf(settings: readonly unknown[] | ParameterGrid): readonly unknown[] {
  if (typeof settings !== 'object' || settings === null) {
    throw invalidArgument('settings', 'a list of settings, or lists of values by name', settings);
  }
  const list: readonly unknown[] = Array.isArray(settings)
    ? (settings as readonly unknown[])
    : parameterGrid(settings as ParameterGrid);
  if (list.length >= 2) return list;
  throw invalidArgument('settings', 'at least two settings', list, 'runs() makes the runs of one');
}
