/** The two channels and the pushes, held to the preload's types: the preload is bundled apart, so values cannot be shared. */
import type { CallChannel, PushChannel, PushName } from '../../preload/bridge.ts';

export const callChannel: CallChannel = 'xinhu:call';
export const pushChannel: PushChannel = 'xinhu:push';

const pushNames: Readonly<Record<PushName, true>> = { 'session.locked': true, 'case.changed': true, 'today.changed': true, 'task.progress': true };

export function isPushName(name: string): name is PushName {
  return Object.hasOwn(pushNames, name);
}
