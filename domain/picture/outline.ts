type Point = readonly [x: number, y: number];
/** An absolute line or cubic curve: its control points, then its end. */
type Segment = readonly Point[];

const MIDDLE = 200;

/**
 * Closes half an outline with its mirror image. The half runs from the top middle (x = 200) down the
 * left side to the bottom middle, in absolute M, L and C commands; so garments need drawing once.
 */
export function symmetric(half: string): string {
  const { start, segments } = parse(half);
  const there = segments.map(command).join('');
  const points: Point[] = [start, ...segments.flat()];
  let index = points.length - 1;
  const back = segments.toReversed().map((segment) => {
    const mirrored = segment.map(() => mirror(points[--index] ?? start));
    return command(mirrored);
  });
  return `M${start.join(' ')}${there}${back.join('')}Z`;
}

/** The same path on the other side. */
export function mirrored(path: string): string {
  let isX = true;
  return path.replace(/[A-Z]|-?\d+(?:\.\d+)?/g, (part) => {
    if (/[A-Z]/.test(part)) {
      isX = true;
      return part;
    }
    const turned = isX ? String(2 * MIDDLE - Number(part)) : part;
    isX = !isX;
    return turned;
  });
}

function parse(half: string): { start: Point; segments: Segment[] } {
  const [move, ...rest] = half.match(/[MLC][^MLC]*/g) ?? [];
  const start = pointsOf(move ?? '')[0] ?? [MIDDLE, 0];
  return { start, segments: rest.flatMap((part) => chunks(pointsOf(part), part.startsWith('C') ? 3 : 1)) };
}

function pointsOf(part: string): Point[] {
  const numbers = (part.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
  return chunks(numbers, 2).map(([x = 0, y = 0]) => [x, y]);
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, at * size + size),
  );
}

function command(segment: Segment): string {
  return `${segment.length === 3 ? 'C' : 'L'}${segment.map((point) => point.join(' ')).join(' ')}`;
}

function mirror([x, y]: Point): Point {
  return [2 * MIDDLE - x, y];
}
