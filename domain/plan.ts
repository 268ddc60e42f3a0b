/**
 * Content of a student-specific intervention plan (D07, 一人一案): what `plan_drafted` carries and the template prints. What the form must not
 * leave empty must not be empty here, or a plan could be drafted that no paper can be made of.
 */
import { z } from './zod.ts';

const line = z.string().trim().max(200);
const text = z.string().trim().max(4000);

export const PlanContent = z.strictObject({
  overview: text.min(1),
  symptoms: text.min(1),
  assessment: text.min(1),
  causes: z.strictObject({ physical: text, psychological: text, social: text, protective: text }),
  goals: z
    .array(z.strictObject({ horizon: line, text: text.min(1) }))
    .min(1)
    .max(12),
  team: z
    .array(z.strictObject({ role: line, name: line, phone: line, duty: line, frequency: line, deputy: line }))
    .min(1)
    .max(20),
  measures: z.strictObject({
    safety: text.min(1),
    environment: text.min(1),
    counselling: text.min(1),
    classPeers: text,
    academic: text,
    homeSchool: text.min(1),
    medical: text,
    district: text,
  }),
  safetyPlan: z.strictObject({ warningSigns: text, selfHelp: text, contacts: text, professional: text, environment: text }),
  emergency: z
    .array(z.strictObject({ order: z.int().min(1).max(20), who: line, action: line.min(1), phone: line }))
    .min(1)
    .max(20),
  confidentiality: text.min(1),
  followUp: z.array(z.strictObject({ what: line, when: line, who: line })).max(20),
  adjustment: text,
  measuresTaken: z.array(z.strictObject({ at: line, what: text.min(1), who: line })).max(40),
  attachments: z.array(line).max(20),
});
export type PlanContent = z.infer<typeof PlanContent>;
