import { expect, test } from 'vitest';
import { licenceDocument } from '../../../electron/tooling/packaging/licences.ts';

test('the page of licences shows what stands in them and runs nothing of it', () => {
  const page = licenceDocument([
    { name: '<b>one</b>', version: '1.0.0', identifier: 'MIT', text: 'Copyright <a@b.example> & others' },
  ]);
  expect(page).toContain('<bdi>&lt;b&gt;one&lt;/b&gt;</bdi> 1.0.0 · MIT');
  expect(page).toContain('Copyright &lt;a@b.example&gt; &amp; others');
  expect(page).not.toContain('<script');
});
