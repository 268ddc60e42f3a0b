/** Building blocks that several kinds of entries share. */
import { z } from '../zod.ts';

/** Persons counted; no office has more. */
export const headcount = z.int().min(0).max(100_000);
/** A lesson is a unit of training time: halves are counted. */
export const lessonHours = z.number().multipleOf(0.5).min(0.5).max(200);
/** Wall-clock time of the office. */
export const wallClock = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
  .meta({ widget: 'line' });
