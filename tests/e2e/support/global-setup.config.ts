/** Builds what the program needs, once before all specs: several of them start it at the same time. */
import { build } from '../../../scripts/build.ts';
import { electronBinary } from '../../../scripts/electron-binary.ts';

export default async function globalSetup(): Promise<void> {
  await build(['renderer', 'preload', ...(electronBinary() === undefined ? [] : (['main', 'register'] as const))]);
}
