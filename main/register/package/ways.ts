/** Which kind of package goes which way: a school reports to the centre, the centre writes to a school, and each answers the other. */
import type { RegisterKind } from '../../../domain/vocabulary.ts';
import type { Manifest } from './manifest.ts';

type Way = readonly [from: RegisterKind, to: RegisterKind];

const ways: Readonly<Record<Manifest['kind'], readonly Way[]>> = {
  submission: [['school', 'center']],
  letter: [['center', 'school']],
  receipt: [
    ['school', 'center'],
    ['center', 'school'],
  ],
  // Reserved by the format; no office takes one yet.
  rule_pack: [],
};

/** Whether an office of kind `from` may send this to one of kind `to`. */
export function mayTravel(kind: Manifest['kind'], from: string, to: string): boolean {
  return ways[kind].some((way) => way[0] === from && way[1] === to);
}
