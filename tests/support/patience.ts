/** Imported by tests that unlock often: deriving keys is dear on purpose, and a busy machine needs its time for it. */
import { vi } from 'vitest';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });
