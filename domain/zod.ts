/** The one place that imports zod: jitless must be set before the first schema is made, or zod probes `new Function` (a CSP violation). */
import { z } from 'zod';

z.config({ jitless: true });

export { z };
