/** Words of the barometer, for the sheet of a class and for what goes into a case. */
import { z } from '../zod.ts';

export const weathers = ['sunny', 'cloudy', 'overcast', 'rain'] as const;
export const Weather = z.enum(weathers);
export type Weather = z.infer<typeof Weather>;

export const peerSigns = ['mood', 'sleep', 'conflict', 'absence', 'hints', 'self_harm_marks'] as const;
export const PeerSign = z.enum(peerSigns);
export type PeerSign = z.infer<typeof PeerSign>;

export const peerActions = ['listened', 'told_class_teacher', 'accompanied'] as const;
export const PeerAction = z.enum(peerActions);
export type PeerAction = z.infer<typeof PeerAction>;
