import { runsInPage } from '../backends/index.js';
import type { WorkerActivity } from '../executor/index.js';
import type { ActivityHub } from './activity.js';
import { taskName } from './trace.js';

type DiagnosticsChannel = typeof import('node:diagnostics_channel');
type Channel = ReturnType<DiagnosticsChannel['channel']>;

/** The channels of `node:diagnostics_channel` on which pools tell what their workers do. */
export const CHANNELS: Readonly<Record<WorkerActivity['type'], string>> = {
  spawn: 'nfold:worker:spawn',
  ready: 'nfold:worker:ready',
  lost: 'nfold:worker:lost',
  send: 'nfold:tasks:send',
  return: 'nfold:tasks:return',
  reply: 'nfold:tasks:reply',
};

/** Publishes the activity on the channels; does nothing where the runtime has none. */
export async function publishActivity(hub: ActivityHub, pool: object): Promise<void> {
  const module = await loadModule();
  if (module === undefined) return;
  const channels = new Map<string, Channel>();
  for (const [type, name] of Object.entries(CHANNELS)) channels.set(type, module.channel(name));
  hub.listen((activity) => {
    const channel = channels.get(activity.type);
    if (channel?.hasSubscribers === true) channel.publish(messageOf(activity, pool));
  });
}

function messageOf(activity: WorkerActivity, pool: object): object {
  if (!('chunk' in activity)) return { pool, ...activity };
  const { chunk, ...others } = activity;
  return { pool, task: taskName(chunk), ...others };
}

async function loadModule(): Promise<DiagnosticsChannel | undefined> {
  if (runsInPage()) return undefined;
  // The name in a variable keeps bundlers for the browser from looking for the module.
  const name = 'node:diagnostics_channel';
  try {
    return (await import(name)) as DiagnosticsChannel;
  } catch {
    return undefined;
  }
}
