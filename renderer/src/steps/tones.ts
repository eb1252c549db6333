import type { Tone } from '../machines/step-runner.ts';

type Note = {
  readonly hertz: number;
  readonly atMs: number;
  readonly lengthMs: number;
  readonly loudness: number;
};

/** Different in number and pitch, so that they can be distinguished without looking at the screen. */
const tones: Readonly<Record<Tone, readonly Note[]>> = {
  done: [{ hertz: 880, atMs: 0, lengthMs: 140, loudness: 0.12 }],
  refused: [
    { hertz: 196, atMs: 0, lengthMs: 220, loudness: 0.3 },
    { hertz: 147, atMs: 280, lengthMs: 320, loudness: 0.3 },
  ],
  // Lower and softer than `done`: nothing was changed, and nothing is wrong.
  check: [0, 130].map((atMs) => ({ hertz: 440, atMs, lengthMs: 80, loudness: 0.07 })),
  attention: [0, 170, 340].map((atMs) => ({ hertz: 587, atMs, lengthMs: 110, loudness: 0.2 })),
};

let context: AudioContext | null = null;

const output = (): AudioContext => (context ??= new AudioContext());

/** Starts the audio output, which needs a process of its own and a moment: the tone of the first scan must not be late. */
export const startAudio = (): void => void output();

/** Plays a tone. A machine without audio stays silent: the page shows the same information. */
export const playTone = (tone: Tone): void => {
  const audio = output();
  const startAt = audio.currentTime + 0.01;
  for (const note of tones[tone]) playNote(audio, note, startAt + note.atMs / 1000);
};

const playNote = (audio: AudioContext, note: Note, at: number): void => {
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  const end = at + note.lengthMs / 1000;
  oscillator.frequency.value = note.hertz;
  // Fades in and out: a tone that starts or stops at full volume clicks.
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(note.loudness, at + 0.015);
  gain.gain.setValueAtTime(note.loudness, end - 0.04);
  gain.gain.linearRampToValueAtTime(0, end);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(at);
  oscillator.stop(end);
};
