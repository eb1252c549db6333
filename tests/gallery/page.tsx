/// <reference types="vite/client" />
import '../../renderer/src/app/mantine.css';
import '../../renderer/src/app/base.css';
import { MantineProvider, NativeSelect, Stack, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { ReceivingProvider, startReceiving } from '../../renderer/src/shell/receiving/receiving-actor.ts';
import { cssVariables, themeOf } from '../../renderer/src/app/theme.ts';
import { paperSizes, type PaperSize, type Slip } from '../../shared/domain/slips.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import { Badges } from './badges.tsx';
import { Notices } from './notices.tsx';
import { sampleLetters, sampleSlips, slipPage } from './paper.ts';

const files = import.meta.glob<string>('../../resources/letters/*.txt', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const letters = sampleLetters((code) => files[`../../resources/letters/${code}.txt`] ?? '');

// There is no main process behind this page: nothing is answered, and nothing is asked.
const noDesk: DeskApi = { call: {} as DeskApi['call'], on: () => () => undefined };

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section aria-label={title}>
    <Title order={2} mb="sm">
      {title}
    </Title>
    {children}
  </section>
);

const Slips = () => {
  const [paper, setPaper] = useState<PaperSize>('80mm');
  const sizes = Object.entries(paperSizes).map(([value, { label }]) => ({
    value: value as PaperSize,
    label,
  }));
  return (
    <Stack align="flex-start">
      <NativeSelect
        aria-label="Paper"
        data={sizes}
        value={paper}
        onChange={({ currentTarget }) => setPaper(currentTarget.value as PaperSize)}
      />
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '1rem' }}>
        {Object.values<Slip>(sampleSlips).map((slip) => (
          <iframe
            key={slip.kind}
            title={`Slip: ${slip.kind}`}
            sandbox=""
            srcDoc={slipPage(slip, paper)}
            style={{ width: `${paperSizes[paper].widthMm}mm`, height: '200mm', border: '1px solid' }}
          />
        ))}
      </div>
    </Stack>
  );
};

const Letters = () => (
  <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(30rem, 1fr))', gap: '1rem' }}>
    {letters.map(({ code, subject, body }) => (
      <article key={code} style={{ border: '1px solid var(--desk-line)', padding: '1rem' }}>
        <Title order={3} size="sm">
          {code}: {subject}
        </Title>
        <pre style={{ whiteSpace: 'pre-wrap' }}>{body}</pre>
      </article>
    ))}
  </div>
);

const Gallery = () => (
  <MantineProvider
    theme={themeOf('comfortable')}
    cssVariablesResolver={cssVariables}
    defaultColorScheme="auto"
  >
    <main style={{ height: '100%', overflow: 'auto', padding: '1.5rem' }}>
      <Stack gap="xl">
        <Part title="Badges">
          <Badges />
        </Part>
        <Part title="Notices">
          <Notices />
        </Part>
        <Part title="Slips">
          <Slips />
        </Part>
        <Part title="Letters">
          <Letters />
        </Part>
      </Stack>
    </main>
  </MantineProvider>
);

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <ReceivingProvider value={startReceiving(noDesk)}>
      <Gallery />
    </ReceivingProvider>,
  );
