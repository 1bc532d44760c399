/** Hands the colours of a theme to the style sheet; the tables live in `colours.ts` alone. */
import { inkOn, numberOn, palettes, type Theme } from './colours';

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  colour(document.documentElement, theme);
}

/** Paper is light, whatever the screen is. */
export function paperColours(node: HTMLElement): void {
  colour(node, 'light');
}

function colour(node: HTMLElement, theme: Theme): void {
  const p = palettes[theme];
  const colours: Record<string, string> = {
    ground: p.ground,
    outside: p.outside,
    panel: p.panel,
    ink: p.ink,
    quiet: p.quiet,
    edge: p.edge,
    focus: p.focus,
    'group-line': p.groupLine,
    'area-line': p.areaLine,
    'measure-1': p.measure[0],
    'measure-2': p.measure[1],
    'measure-3': p.measure[2],
    'measure-4': p.measure[3],
    'measure-5': p.measure[4],
    'on-focus': inkOn(p.focus),
  };
  p.hotspot.forEach((fill, i) => {
    colours[`hot-${i + 1}`] = fill;
    colours[`on-hot-${i + 1}`] = inkOn(fill);
  });
  p.week.forEach((fill, i) => {
    colours[`week-${i + 1}`] = fill;
    colours[`on-week-${i + 1}`] = inkOn(fill);
  });
  p.deciles.forEach((fill, i) => {
    colours[`decile-${i + 1}`] = fill;
    colours[`on-decile-${i + 1}`] = numberOn(fill);
  });
  ['first-only', 'second-only', 'both'].forEach((state, i) => {
    colours[state] = p.sources[i] ?? p.ground;
    colours[`on-${state}`] = inkOn(colours[state] ?? p.ground);
  });
  p.change.forEach((fill, i) => {
    colours[`step-${i}`] = fill;
    colours[`on-step-${i}`] = inkOn(fill);
  });
  for (const [name, value] of Object.entries(colours)) node.style.setProperty(`--${name}`, value);
  node.style.colorScheme = theme;
}
