import type { AnyStateMachine, AnyStateNode } from 'xstate';

type Transition = {
  readonly eventType: string;
  readonly guard?: unknown;
  readonly target: readonly AnyStateNode[] | undefined;
};

/** The cause of a transition in words: `scanned`, `store answered`, `always`. */
const eventWords = (event: string): string => {
  const [, call, what] = /^xstate\.(done\.actor|error\.actor|snapshot)\.(?:.*\.)?([^.]+)$/.exec(event) ?? [];
  if (call === 'done.actor') return `${what} answered`;
  if (call === 'error.actor') return `${what} broke off`;
  if (call === 'snapshot') return `${what} in doubt`;
  if (event.startsWith('xstate.after.')) return `after ${event.split('.')[2]}`;
  return event === '' ? 'always' : event;
};

const arrowWords = (event: string, guard: unknown): string => {
  // The guard asks whether the call is in doubt.
  if (guard === undefined || event.startsWith('xstate.snapshot.')) return eventWords(event);
  if (typeof guard === 'string') return `${eventWords(event)} [${guard}]`;
  const { type, name } = guard as { readonly type?: string; readonly name?: string };
  return `${eventWords(event)} [${type ?? name}]`;
};

/** Mermaid allows no hyphen in an id. */
const idOf = (node: AnyStateNode): string => (node.path.join('_') || node.key).replaceAll('-', '_');

const transitionsOf = (node: AnyStateNode): readonly Transition[] =>
  [...node.transitions.values(), node.always ?? []].flat();

const tagsOf = ({ tags }: AnyStateNode): string => tags.map((tag) => ` #${tag}`).join('');

const labelOf = (node: AnyStateNode): string =>
  node.type === 'history' ? 'where it was' : `${node.key}${tagsOf(node)}`;

const isWithin = (node: AnyStateNode, other: AnyStateNode): boolean =>
  node.path.length > other.path.length && other.path.every((key, index) => node.path[index] === key);

/** Stands for any state inside a composite state, because Mermaid cannot draw an arrow from a state into itself. */
const anyOf = (node: AnyStateNode): string => `${idOf(node)}_any`;

const hasArrowsWithin = (node: AnyStateNode): boolean =>
  node.path.length > 0 && transitionsOf(node).some(({ target }) => target?.some((to) => isWithin(to, node)));

/** The arrows that leave a state, combined by target; transitions that change no state are left out. */
const arrowsOf = (node: AnyStateNode): readonly string[] => {
  const words = new Map<string, string[]>();
  for (const { eventType, guard, target } of transitionsOf(node))
    for (const to of target ?? []) {
      const arrow = `${isWithin(to, node) ? anyOf(node) : idOf(node)} --> ${idOf(to)}`;
      words.set(arrow, [...(words.get(arrow) ?? []), arrowWords(eventType, guard)]);
    }
  return [...words].map(([arrow, all]) => `${arrow} : ${all.join(', ')}`);
};

const stateLines = (node: AnyStateNode): readonly string[] => {
  const inner = Object.values(node.states) as readonly AnyStateNode[];
  const isPlain = labelOf(node) === idOf(node);
  const title = isPlain ? `state ${idOf(node)}` : `state "${labelOf(node)}" as ${idOf(node)}`;
  if (inner.length === 0) return [title, ...(node.type === 'final' ? [`${idOf(node)} --> [*]`] : [])];
  return [`${title} {`, ...insideOf(node).map((line) => `  ${line}`), '}'];
};

const insideOf = (node: AnyStateNode): readonly string[] => {
  const inner = Object.values(node.states) as readonly AnyStateNode[];
  if (node.type === 'parallel')
    return inner.flatMap((region, index) => [...(index > 0 ? ['--'] : []), ...stateLines(region)]);
  return [
    ...node.initial.target.map((first: AnyStateNode) => `[*] --> ${idOf(first)}`),
    ...inner.flatMap(stateLines),
    ...(hasArrowsWithin(node) ? [`state "from any" as ${anyOf(node)}`] : []),
  ];
};

const allNodes = (node: AnyStateNode): readonly AnyStateNode[] => [
  node,
  ...(Object.values(node.states) as readonly AnyStateNode[]).flatMap(allNodes),
];

/** A sentence with the events that are handled in every state. */
const everywhere = (root: AnyStateNode): string => {
  const events = [...new Set(transitionsOf(root).map(({ eventType }) => `\`${eventWords(eventType)}\``))];
  return events.length === 0 ? '' : `\nHeard in every state: ${events.join(', ')}.\n`;
};

/** Returns a machine as a Mermaid state diagram: its states with their tags, and its transitions. */
export const stateDiagramOf = ({ root }: AnyStateMachine): string => {
  const parallel = root.type === 'parallel';
  const lines = [
    ...(parallel ? stateLines(root) : insideOf(root)),
    ...allNodes(root)
      .filter((node) => node !== root)
      .flatMap(arrowsOf),
  ];
  return `\`\`\`mermaid\nstateDiagram-v2\n${lines.map((line) => `  ${line}\n`).join('')}\`\`\`\n${everywhere(root)}`;
};
