/**
 * What one school's barometer rule (dossier §2.3) asks for, to be shown to whoever enters a sheet. Advice to people: it records nothing
 * and grades nobody.
 */
import type { PupilId } from '../ids.ts';
import type { PeerSign, Weather } from './weather.ts';

/** Lowest first. `at_once` stands outside the rule's days: life may be endangered. */
export const barometerSteps = ['none', 'check_calm', 'peer_talk', 'report', 'counselling_room', 'at_once'] as const;
export type BarometerStep = (typeof barometerSteps)[number];
/** What a sheet says of one pupil, as far as the rule asks. `days`: in a row with this mood. */
export type Mentioned = { readonly mood: Weather; readonly signs: readonly PeerSign[]; readonly days: number; readonly urgent: boolean };
export type BarometerAdvice = { readonly pupilId: PupilId; readonly step: BarometerStep };

const days = { peerTalk: 2, report: 3, counsellingRoom: 7, checkCalm: 15 } as const;

/** What to do about one mentioned pupil: low mood ≥2 days peer talk, ≥3 report, ≥7 counselling room; calm for ≥15 days asks whether it is true. */
export function barometerStep({ mood, signs, days: lasted, urgent }: Mentioned): BarometerStep {
  if (urgent || signs.includes('self_harm_marks') || signs.includes('hints')) return 'at_once';
  if (mood === 'sunny' || mood === 'cloudy') return lasted >= days.checkCalm ? 'check_calm' : 'none';
  if (lasted >= days.counsellingRoom) return 'counselling_room';
  if (lasted >= days.report) return 'report';
  return lasted >= days.peerTalk ? 'peer_talk' : 'none';
}

/** The advice for a sheet, pupil by pupil in the order of the sheet. */
export function barometerAdvice(sheet: { readonly mentioned: readonly (Mentioned & { readonly pupilId: PupilId })[] }): readonly BarometerAdvice[] {
  return sheet.mentioned.map((mention) => ({ pupilId: mention.pupilId, step: barometerStep(mention) }));
}
