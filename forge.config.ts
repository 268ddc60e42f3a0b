import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { isPackaged } from './scripts/packaged-files.ts';

/** Forge's own name for it lives in a package that we do not depend on. */
type ForgeConfig = Partial<Parameters<VitePlugin['resolveForgeConfig']>[0]>;

/**
 * Packaging without a network: set ELECTRON_ZIP_DIR to a folder with Electron's zip of this version and platform
 * (electron-v<version>-<platform>-<arch>.zip), fetched and checked elsewhere. See docs/decisions/0003-standin.md.
 */
const electronZipDir = process.env['ELECTRON_ZIP_DIR'];

/** Playwright drives a packaged program through Node's inspector, which a release must not have: such a build is for tests and is never given away. */
const isForTests = process.env['XINHU_PACKAGE_FOR_TESTS'] === '1';

const config: ForgeConfig = {
  packagerConfig: {
    name: isForTests ? 'xinhu-test' : 'xinhu',
    executableName: isForTests ? 'xinhu-test' : 'xinhu',
    appBundleId: isForTests ? 'cn.xinhu.register.test' : 'cn.xinhu.register',
    asar: { unpack: '**/*.node' },
    // Given as a function, it is ours alone: the Vite plugin would let nothing through but `.vite`, and the drivers are not bundled.
    ignore: (path) => !isPackaged(path),
    prune: false, // isPackaged names every package that is carried; pruning would walk all the others
    ...(electronZipDir === undefined ? {} : { electronZipDir }),
  },
  // Drivers come built, or were built against Node-API, which does not change with Electron: nothing is compiled again.
  rebuildConfig: { onlyModules: [] },
  makers: [new MakerZIP({}, ['win32', 'darwin', 'linux'])],
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'main/shell/main.ts', config: 'vite.main.config.ts', target: 'main' },
        { entry: 'main/register/process.ts', config: 'vite.register.config.ts', target: 'main' },
        { entry: 'preload/preload.ts', config: 'vite.preload.config.ts', target: 'preload' },
      ],
      renderer: [{ name: 'renderer', config: 'vite.renderer.config.ts' }],
      concurrent: false,
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      strictlyRequireAllFuses: true,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: isForTests,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      [FuseV1Options.WasmTrapHandlers]: true,
    }),
  ],
};

export default config;
