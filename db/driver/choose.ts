/** Which driver serves this machine: the preferred one where it loads, else the other, and it says so. */
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { journeyapps } from './journeyapps.ts';
import { multipleCiphers } from './multiple-ciphers.ts';
import type { Driver, DriverName } from './port.ts';
import { driverNames } from './port.ts';

export type LoadedDriver = {
  readonly driver: Driver;
  /** The driver that was wanted and did not load, or null. For the diagnostics. */
  readonly fellBackFrom: DriverName | null;
};

/** Loads one driver; null where it is missing. */
export function loadNamed(name: DriverName): Promise<Driver | null> {
  return name === 'journeyapps' ? journeyapps() : multipleCiphers();
}

/** Reads a driver's name from a setting such as XINHU_DRIVER ('mc' is short for 'multiple-ciphers'); undefined when it names none. */
export function driverNameFrom(text: string | undefined): DriverName | undefined {
  return text === 'mc' ? 'multiple-ciphers' : driverNames.find((name) => name === text);
}

/**
 * Loads the driver to use. `preferred` defaults to the setting XINHU_DRIVER, then to journeyapps. DRIVER_MISSING when none loads.
 */
export async function loadDriver(preferred?: DriverName): Promise<Result<LoadedDriver, 'DRIVER_MISSING'>> {
  const first = preferred ?? driverNameFrom(process.env['XINHU_DRIVER']) ?? 'journeyapps';
  const driver = await loadNamed(first);
  if (driver !== null) return ok({ driver, fellBackFrom: null });
  const second = await loadNamed(first === 'journeyapps' ? 'multiple-ciphers' : 'journeyapps');
  return second === null ? fail('DRIVER_MISSING') : ok({ driver: second, fellBackFrom: first });
}
