import { expect, test } from 'vitest';
import { textOfHtml } from '../../../../electron/main/mail/incoming/html-text.ts';

const textOf = (html: string): string => textOfHtml(html, 10_000);

test('paragraphs, breaks, cells and entities become plain text', () => {
  expect(
    textOf(
      '<p>Gr&uuml;&szlig;e&nbsp;an <b>alle</b>,</p>das Buch<br>kommt &lt;bald&gt;<table><tr><td>a</td><td>b</td></tr></table>',
    ),
  ).toBe('Grüße an alle,\ndas Buch\nkommt <bald>\na b');
});

test.each([
  ['<script>shipped()</script>'],
  ['<style>.shipped{}</style>'],
  ['<head><title>shipped</title></head>'],
  ['<!-- shipped -->'],
  ['<p style="display: none">shipped</p>'],
  ['<div style="font-size:0px">shipped</div>'],
  ['<span hidden>shipped</span>'],
  ['<template><p>shipped</p></template>'],
  ['<img alt="shipped" src="https://tracker.example/shipped.png">'],
  ['<a href="https://x.example/shipped"></a>'],
  ['<svg><text>shipped</text></svg>'],
])('what a reader does not see is left out: %s', (html) => {
  expect(textOf(`<p>Hello</p>${html}<p>there</p>`)).not.toContain('shipped');
});

test('quoted mails and signatures are marked', () => {
  expect(textOf('ok<blockquote>We cannot lend it.</blockquote>')).toBe('ok\n> We cannot lend it.');
  expect(textOf('<div>ok</div><div class="gmail_quote"><div>old</div></div>')).toBe('ok\n> old');
  expect(textOf('ok<div class="gmail_signature">North</div>')).toContain('\n-- \nNorth');
});

test.each([
  ['nested elements', '<div>'.repeat(200_000)],
  ['nested quotations', '<blockquote>'.repeat(200_000)],
  ['open tags', '<a '.repeat(300_000)],
  ['open comments', '<!--'.repeat(300_000)],
  ['open attributes', '<p style="'.repeat(100_000)],
  ['entities', '&amp;'.repeat(200_000)],
  ['closing tags', '</p>'.repeat(200_000)],
  ['attributes', `<p ${'a=b '.repeat(200_000)}>x`],
  ['blanks', ' \n'.repeat(500_000)],
])('hostile markup takes no more than a moment: %s', (_, html) => {
  const before = process.cpuUsage();
  expect(textOf(html).length).toBeLessThan(30_000);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(4_000);
});
