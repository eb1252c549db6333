// Plain JavaScript for Node 20 without any package: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

// What a window needs, on a machine without a screen too. The fonts are for names and titles in many scripts.
const windowPackages = [
  'xvfb',
  'libgtk-3-0t64',
  'libnss3',
  'libasound2t64',
  'libgbm1',
  'dbus',
  'fonts-noto-core',
  'fonts-noto-cjk',
  'fonts-noto-color-emoji',
];
// What makes and signs installers for Windows, and a Windows to install them in. The engine is for keys on tokens, and softhsm2 is such a token.
const installerPackages = [
  'nsis',
  'p7zip-full',
  'wixl',
  'msitools',
  'osslsigncode',
  'libengine-pkcs11-openssl',
  'softhsm2',
  'wine',
  'wine64',
];
// What the tests talk to: a print system, keys like a scanner's, slips read back from paper, a serial line, a hub, a mailbox, a registry, a checker of messages, a store of certificates, what starts with a session.
const testPackages = [
  'cups',
  'cups-client',
  'printer-driver-cups-pdf',
  'xdotool',
  'poppler-utils',
  'zbar-tools',
  'socat',
  'postgresql',
  'libglib2.0-bin',
  'libxml2-utils',
  'dovecot-imapd',
  'libnss3-tools',
  ...installerPackages,
];

/** @type {Record<string, readonly string[]>} */
const packagesFor = {
  none: [],
  window: windowPackages,
  compile: ['g++', 'make'],
  test: [...windowPackages, ...testPackages],
  // The hub of its tests is a server outside of Wine.
  wine: ['wine', 'wine64', 'postgresql'],
};

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function isDebian() {
  if (!existsSync('/etc/os-release') || !existsSync('/usr/bin/apt-get')) return false;
  return /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
}

// Ubuntu's and older Debian's packages have the name without "t64": either one will do.
/** @param {string} name */
function installed(name) {
  return [name, name.replace(/t64$/, '')].some((candidate) => {
    const answer = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', candidate], { encoding: 'utf8' });
    return (
      answer.status === 0 && answer.stdout.includes('installed') && !answer.stdout.includes('not-installed')
    );
  });
}

/** @param {readonly string[]} names */
function install(names) {
  say(`Installing Debian packages: ${names.join(' ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // A fresh machine often updates itself at the same time.
  const patience = ['-o', 'DPkg::Lock::Timeout=300'];
  const steps = [
    ['update', '-q', ...patience],
    ['install', '-y', '-q', '--no-install-recommends', ...patience, ...names],
  ];
  for (const step of steps) {
    const { status, stdout, stderr } = spawnSync('apt-get', step, { env, encoding: 'utf8' });
    if (status !== 0) {
      say(`${stdout}${stderr}`);
      return false;
    }
  }
  return true;
}

/**
 * Installs the system's packages for a purpose where that is possible (Debian, root), and only what is missing.
 *
 * @param {string} purpose one of packagesFor
 * @returns {boolean} false when something is missing and was not installed; the reason is on stderr
 */
export function ensureSystemPackages(purpose) {
  const wanted = Object.hasOwn(packagesFor, purpose) ? packagesFor[purpose] : undefined;
  if (wanted === undefined) throw new Error(`no such purpose: ${purpose}`);
  // Elsewhere the system has what a window needs, or its owner knows the names of the packages better than we do.
  if (process.platform !== 'linux' || !isDebian()) return true;
  const missing = wanted.filter((name) => !installed(name));
  if (missing.length === 0) return true;
  if (process.getuid?.() === 0 && install(missing)) return true;
  say(`Missing Debian packages; install them with: sudo apt-get install -y ${missing.join(' ')}`);
  return false;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = ensureSystemPackages(process.argv[2] ?? 'none') ? 0 : 1;
}
