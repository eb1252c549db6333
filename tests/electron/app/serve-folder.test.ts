import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { FileAnswer } from '../../../electron/main/app/serve-folder.ts';
import { answerFromFolder, contentSecurityPolicy } from '../../../electron/main/app/serve-folder.ts';
import { isSamePlace, mayOpenOutside } from '../../../electron/main/app/trusted-urls.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const outside = temporaryFolder();
const folder = join(outside, 'page');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(folder, 'index.html'), '<h1>page</h1>');
writeFileSync(join(folder, 'assets', 'a b.js'), 'run()');
writeFileSync(join(folder, 'assets', 'secret.key'), 'of another kind');
writeFileSync(join(outside, 'outside.js'), 'outside');
mkdirSync(join(outside, 'page-beside'));
writeFileSync(join(outside, 'page-beside', 'beside.js'), 'beside');

const get = (url: string, method = 'GET'): FileAnswer => answerFromFolder(folder, { url, method });

test('the page and its files are served with their types and the policy', () => {
  const page = get('app://desk/index.html');
  expect(page.status).toBe(200);
  expect(page.body.toString()).toBe('<h1>page</h1>');
  expect(page.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
  });
  const script = get('app://desk/assets/a%20b.js?v=1#part');
  expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(script.body.toString()).toBe('run()');
});

test('a path inside the page returns the page', () => {
  for (const path of ['', '/', '/receiving', '/requests/'])
    expect(get(`app://desk${path}`).body.toString()).toBe('<h1>page</h1>');
});

test.each([
  'app://desk/../outside.js',
  'app://desk/..%2foutside.js',
  'app://desk/%2e%2e/outside.js',
  'app://desk/assets/..%2f..%2foutside.js',
  'app://desk/..%5coutside.js',
  'app://desk/..%2fpage-beside/beside.js',
  'app://desk//etc/hostname.txt',
  'app://desk/C:%5coutside.js',
  'app://desk/index.html%00.js',
  'app://desk/%E0%A4%A.js',
  'app://desk/assets/secret.key',
  'app://desk/missing.js',
  'app://other/index.html',
  'https://desk/index.html',
  'not an address',
])('%s is not served', (url) => {
  const answer = get(url);
  expect(answer.status).toBe(404);
  expect(answer.body.toString()).toBe('');
});

test('it accepts no data', () => {
  expect(get('app://desk/index.html', 'POST').status).toBe(405);
});

test('the policy lets nothing run or load from elsewhere', () => {
  const rules = new Map(contentSecurityPolicy.split('; ').map((rule) => [rule.split(' ')[0], rule]));
  expect(rules.get('default-src')).toBe(`default-src 'none'`);
  expect(rules.get('script-src')).toBe(`script-src 'self'`);
  expect(contentSecurityPolicy).not.toMatch(/\*|https?:|unsafe-eval/);
});

test('only listed https hosts are opened outside', () => {
  const hosts = ['help.example.org'];
  expect(mayOpenOutside('https://help.example.org/keys?x=1', hosts)).toBe(true);
  for (const address of [
    'http://help.example.org/',
    'https://help.example.org.evil.example/',
    'https://evil.example/help.example.org',
    'https://help.example.org@evil.example/',
    'https://someone@help.example.org/',
    'https://help.example.org:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'nonsense',
  ])
    expect(mayOpenOutside(address, hosts), address).toBe(false);
});

test('the same place means the same scheme, host and port', () => {
  expect(isSamePlace('app://desk/receiving', 'app://desk/index.html')).toBe(true);
  for (const address of ['app://start/', 'https://desk/', 'file:///desk', 'desk', 'http://localhost:5173/'])
    expect(isSamePlace(address, 'app://desk/index.html'), address).toBe(false);
  expect(isSamePlace('http://localhost:5173/a', 'http://localhost:5174/')).toBe(false);
});
