export type Driver = 'journeyapps' | 'mc';

/** The driver that the platform prefers first; XINHU_DRIVER, where set, goes before it. */
export function driversInOrder(platform: string, asked: string | undefined): readonly Driver[] {
  const usual: readonly Driver[] = platform === 'win32' ? ['mc', 'journeyapps'] : ['journeyapps', 'mc'];
  return [...usual].sort((one, other) => Number(other === asked) - Number(one === asked));
}
