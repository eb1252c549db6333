import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { policyFile } from '../../electron/main/app/policy/policy-file.ts';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { makeUpdateKey } from '../../electron/tooling/updates/make-key.ts';
import { readPrivateKey } from '../../electron/tooling/updates/sign-update.ts';
import { test } from '../support/e2e-test.ts';
import { electronExecutable, launchDesk, temporaryFolder } from '../support/launch.ts';
import { release, startUpdateServer } from '../support/updates/update-server.ts';

// The real policy file of Linux, in a mount namespace of the program alone: other programs on this machine do not see it. That takes root.
const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

const policyFolder = dirname(policyFile);

const facts = join(projectFolder, 'package.json');

/** Returns a program that starts Electron with this policy, as a build that knows this key for updates, and this server. */
const electronWith = async (policy: object, updateKey: string, server = ''): Promise<string> => {
  const folder = mkdtempSync(join(temporaryFolder(), 'policy-'));
  chmodSync(folder, 0o755);
  writeFileSync(join(folder, 'policy.json'), JSON.stringify(policy), { mode: 0o644 });
  const build = join(temporaryFolder(), 'package.json');
  const updates = { server, keys: [updateKey] };
  writeFileSync(build, JSON.stringify({ ...JSON.parse(readFileSync(facts, 'utf8')), updates }));
  const electron = await electronExecutable();
  const script = join(temporaryFolder(), 'electron-with-policy');
  writeFileSync(
    script,
    `#!/bin/sh\nexec unshare --mount sh -c 'mount --bind "${folder}" "${policyFolder}" && mount --bind "${build}" "${facts}" && exec "${electron}" "$@"' sh "$@"\n`,
    { mode: 0o755 },
  );
  return script;
};

if (isRoot) {
  test('a policy sets the data folder, the language, the printer and the source of updates, locks them in Settings, and refuses switches; what is wrong in it is in the support report', async () => {
    const [ordered, other] = [join(temporaryFolder(), 'ordered'), temporaryFolder()];
    const server = await startUpdateServer();
    const keyFile = join(temporaryFolder(), 'key.pem');
    const updateKey = await makeUpdateKey(keyFile);
    const key = await readPrivateKey(keyFile);
    for (const [list, version] of [
      ['latest-linux.yml', '8.0.0'],
      ['beta-linux.yml', '9.0.0'],
    ] as const)
      await release(server, `desk/${list}`, {
        version,
        files: [[facts, `${process.platform}-${process.arch}`]],
        key,
      });
    const usual = await electronExecutable();
    // The namespace needs a folder to mount on; the policy itself is not there for others.
    const hasFolder = existsSync(policyFolder);
    mkdirSync(policyFolder, { recursive: true });
    const electron = await electronWith(
      {
        DataFolder: ordered,
        Language: 'de',
        Printer: 'Schalter',
        IdleLockMinutes: 'Reader, Ana',
        RefusedSwitches: ['export'],
        SupportAddress: 'it@library.example',
        UpdateServer: `${server.url}/desk`,
        UpdateChannel: 'beta',
      },
      updateKey,
    );
    process.env['BORROW_DESK_ELECTRON'] = electron;
    try {
      const demo = [`--import=${join(projectFolder, 'resources/demo-library.json')}`];
      const { page, app, close, problems } = await launchDesk({ dataDir: other, args: demo });
      await page.getByRole('heading', { name: 'Heute' }).waitFor();
      expect(existsSync(join(ordered, 'borrow-desk.sqlite'))).toBe(true);
      expect(existsSync(join(other, 'borrow-desk.sqlite'))).toBe(false);
      expect(await app.evaluate(({ app: electronApp }) => electronApp.getPath('userData'))).toBe(
        join(ordered, 'chromium'),
      );
      await page.evaluate(() => {
        location.hash = '#/settings/printing';
      });
      await expect(page.getByText('Von Ihrer Organisation festgelegt')).toHaveCount(2);
      await expect(page.getByRole('combobox', { name: 'Drucker', exact: true })).toBeDisabled();
      await page.evaluate(() => {
        location.hash = '#/settings/data';
      });
      await expect(page.getByText('it@library.example')).toBeVisible();
      await app.evaluate(({ dialog }) => {
        dialog.showMessageBox = (() =>
          Promise.resolve({ response: 0, checkboxChecked: false })) as typeof dialog.showMessageBox;
      });
      await page.getByRole('button', { name: 'Supportbericht kopieren' }).click();
      const copied = (): Promise<string> => app.evaluate(({ clipboard }) => clipboard.readText());
      await expect
        .poll(copied)
        .toContain('\n  IdleLockMinutes is not a whole number from 0 to 480 and was ignored\n');
      expect(await copied()).not.toContain('Reader');

      await page.evaluate(() => {
        location.hash = '#/settings/updates';
      });
      await page.getByRole('button', { name: 'Jetzt suchen' }).click();
      await expect(page.getByRole('main')).toContainText('9.0.0');
      expect([...new Set(server.asked)]).toEqual(['desk/beta-linux.yml']);
      // One label is a sentence, so all stand below one another.
      const radios = page.getByRole('main').getByRole('radio');
      await expect(radios).toHaveCount(3);
      const places = await radios.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
      expect(new Set(places).size).toBe(1);
      await close();
      expect(problems).toEqual([]);

      const file = join(other, 'export.json');
      const refused = spawnSync(
        electron,
        ['--no-sandbox', projectFolder, `--export=${file}`, '--exit-when-done'],
        { encoding: 'utf8', cwd: projectFolder, timeout: 30_000 },
      );
      expect(refused.stderr).toContain('Ihre Organisation erlaubt keinen Start mit --export.');
      expect(refused.status).toBe(2);
      expect(existsSync(file)).toBe(false);

      // With a wrong server in the policy, that of the build is not asked either.
      const wrong = { UpdateServer: 'http://updates.library.example' };
      process.env['BORROW_DESK_ELECTRON'] = usual;
      process.env['BORROW_DESK_ELECTRON'] = await electronWith(wrong, updateKey, `${server.url}/desk`);
      const second = await launchDesk({ dataDir: temporaryFolder(), args: demo });
      await second.page.getByRole('heading', { name: 'Today' }).waitFor();
      await second.page.evaluate(() => {
        location.hash = '#/settings/updates';
      });
      await expect(second.page.getByRole('main')).toContainText(
        'the address of its update server is not valid',
      );
      await second.close();
    } finally {
      process.env['BORROW_DESK_ELECTRON'] = usual;
      await server.stop();
      if (!hasFolder) rmdirSync(policyFolder);
    }
  });
}

// Login items of the other systems belong to the account that runs the tests.
if (process.platform === 'linux') {
  test('the setting to start with the session makes and removes the entry of this account', async () => {
    const config = temporaryFolder();
    const entry = join(config, 'autostart', 'borrow-desk.desktop');
    const { page, close, dataDir } = await launchDesk({
      library: 'demo',
      env: { XDG_CONFIG_HOME: config },
    });
    await page.getByRole('heading', { name: 'Today' }).waitFor();
    await page.evaluate(() => {
      location.hash = '#/settings/appearance';
    });
    await page.getByLabel('Start Borrow Desk minimised when I sign in to this computer').check();
    await expect.poll(() => existsSync(entry)).toBe(true);
    expect(readFileSync(entry, 'utf8')).toContain(`"--data-dir=${dataDir}" "--minimised"`);
    await page.getByLabel('Start Borrow Desk minimised when I sign in to this computer').uncheck();
    await expect.poll(() => existsSync(entry)).toBe(false);
    await close();
  });
}
