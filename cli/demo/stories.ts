/** The stories of the term: every discovery channel, and the turns that a register must bear. */
import { adultStories } from './stories-adults.ts';
import { centerStories } from './stories-center.ts';
import { leaveStory } from './stories-leave.ts';
import { pupilStories } from './stories-pupils.ts';
import { screeningStories } from './stories-screening.ts';
import type { Story } from './story.ts';

export const stories: readonly Story[] = [...screeningStories, leaveStory, ...adultStories, ...pupilStories, ...centerStories];
