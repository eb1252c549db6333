/// <reference types="vite/client" />
import '../../renderer/src/app/mantine.css';
import '../../renderer/src/app/base.css';
import { DirectionProvider, MantineProvider, NativeSelect, Stack, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { ReceivingProvider, startReceiving } from '../../renderer/src/steps/receiving/receiving-actor.ts';
import { cssVariables, themeOf } from '../../renderer/src/app/theme.ts';
import { paperSizes, type PaperSize } from '../../shared/domain/slips/printing.ts';
import { slipKinds, type Slip } from '../../shared/domain/slips/all-slips.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import { libraryTimeZone } from '../../renderer/src/components/today.ts';
import { type Density, tableSizes } from '../../renderer/src/components/density.ts';
import { showDensity } from '../../renderer/src/app/appearance.ts';
import { Badges } from './badges.tsx';
import { Fields } from './fields.tsx';
import { Notices } from './notices.tsx';
import { States } from './states.tsx';
import { FewRows, Tables } from './tables.tsx';
import { SampleWindow } from './window.tsx';
import { sampleLetters, slipPage } from './paper.ts';

const files = import.meta.glob<string>('../../resources/letters/en/*.txt', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const letters = sampleLetters('en', (code) => files[`../../resources/letters/en/${code}.txt`] ?? '');

// This page has no main process: calls are never made.
const noDesk: DeskApi = {
  call: {} as DeskApi['call'],
  drop: () => Promise.reject(new Error('Nothing takes a file here.')),
  memory: { read: () => ({}), keep: () => undefined },
  on: () => () => undefined,
};

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section aria-label={title}>
    <Title order={2} mb="sm">
      {title}
    </Title>
    {children}
  </section>
);

const SlipFrame = ({ slip, paper }: { readonly slip: Slip; readonly paper: PaperSize }) => (
  <iframe
    title={`Slip: ${slip.kind}`}
    sandbox=""
    srcDoc={slipPage(slip, paper)}
    style={{ width: `${paperSizes[paper].widthMm}mm`, height: '200mm', border: '1px solid' }}
  />
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
        {Object.entries(slipKinds).map(([kind, { sample }]) => (
          <SlipFrame key={kind} slip={sample} paper={paper} />
        ))}
      </div>
    </Stack>
  );
};

const Letters = ({ shown }: { readonly shown: typeof letters }) => (
  <div
    style={{
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fill, minmax(min(30rem, 100%), 1fr))',
      gap: '1rem',
    }}
  >
    {shown.map(({ code, subject, body }) => (
      <article key={code} style={{ border: '1px solid var(--desk-line)', padding: '1rem' }}>
        <Title order={3} size="sm">
          {code}: {subject}
        </Title>
        <pre style={{ whiteSpace: 'pre-wrap' }}>{body}</pre>
      </article>
    ))}
  </div>
);

// The address has the display options: `?density=touch&dir=rtl`.
const asked = new URLSearchParams(location.search);
const isDensity = (text: string | null): text is Density => text !== null && Object.hasOwn(tableSizes, text);
const askedDensity = asked.get('density');
const density = isDensity(askedDensity) ? askedDensity : 'comfortable';
const isPicture = asked.has('picture');
const direction = asked.get('dir') === 'rtl' ? 'rtl' : 'ltr';
showDensity(density);
document.documentElement.dir = direction;

/** The complete gallery, for developers. */
const All = () => (
  <>
    <Part title="Tables">
      <Tables />
    </Part>
    <Part title="Slips">
      <Slips />
    </Part>
    <Part title="Letters">
      <Letters shown={letters} />
    </Part>
  </>
);

/** One of each, so that a screenshot is not too long: `?picture`. Paper looks the same with all display options: `?picture=paper`. */
const OneOfEach = () => (
  <>
    <Part title="Table">
      <FewRows />
    </Part>
    {asked.get('picture') === 'paper' && (
      <>
        <Part title="Slip">
          <SlipFrame slip={slipKinds.receive.sample} paper="80mm" />
        </Part>
        <Part title="Letter">
          <Letters shown={letters.slice(0, 1)} />
        </Part>
      </>
    )}
  </>
);

const Gallery = () => (
  <DirectionProvider initialDirection={direction} detectDirection={false}>
    <MantineProvider theme={themeOf(density)} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <main style={{ padding: '1.5rem', ...(!isPicture && { height: '100%', overflow: 'auto' }) }}>
        <Stack gap="xl">
          <Part title="Badges">
            <Badges />
          </Part>
          <Part title="Fields">
            <Fields />
          </Part>
          <Part title="Window">
            <SampleWindow />
          </Part>
          <Part title="Notices">
            <Notices />
          </Part>
          <Part title="States">
            <States />
          </Part>
          {isPicture ? <OneOfEach /> : <All />}
        </Stack>
      </main>
    </MantineProvider>
  </DirectionProvider>
);

libraryTimeZone.set('America/New_York');
const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <ReceivingProvider value={startReceiving(noDesk)}>
      <Gallery />
    </ReceivingProvider>,
  );
