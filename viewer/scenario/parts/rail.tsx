// The drawing beside the rows: lanes, dots and arrows. Screen readers get the rows instead.

import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import type { Need, StoryRace } from "#explore/story/story.ts";
import type { Run } from "../run.ts";

interface RailProps {
	/** The element that holds the rows; they carry data-position. */
	rows: RefObject<HTMLElement | null>;
	lanes: number;
	run: Run;
	needs: readonly Need[];
	races: readonly StoryRace[];
	at: number;
	/** Rows are folded: their sizes are others. */
	folds: boolean;
}

interface Measured {
	/** Middle of each row, by position (0 is the start), in pixels. */
	middles: readonly number[];
	height: number;
	laneWidth: number;
}

function measure(holder: HTMLElement): Measured {
	const top = holder.getBoundingClientRect().top;
	const middles: number[] = [];
	for (const row of holder.querySelectorAll<HTMLElement>("[data-position]")) {
		const box = row.getBoundingClientRect();
		middles[Number(row.dataset.position)] = box.top - top + box.height / 2;
	}
	for (const row of holder.querySelectorAll<HTMLElement>("[data-first]")) {
		const box = row.getBoundingClientRect();
		const { first, last } = row.dataset;
		for (let number = Number(first); number <= Number(last); number++)
			middles[number] = box.top - top + box.height / 2;
	}
	const laneWidth = Number.parseFloat(
		getComputedStyle(holder).getPropertyValue("--lane"),
	);
	return { middles, height: holder.clientHeight, laneWidth };
}

/** Where the rows are; anew whenever their sizes change. */
function useMeasured(
	rows: RefObject<HTMLElement | null>,
	run: Run,
	folds: boolean,
): Measured | null {
	const [measured, setMeasured] = useState<Measured | null>(null);
	useLayoutEffect(() => {
		const holder = rows.current;
		if (holder === null) return;
		const again = (): void =>
			setMeasured((before) => {
				const now = measure(holder);
				return JSON.stringify(before) === JSON.stringify(now) ? before : now;
			});
		again();
		const observer = new ResizeObserver(again);
		observer.observe(holder);
		return () => observer.disconnect();
	}, [rows, run, folds]);
	return measured;
}

export function Rail({ rows, lanes, run, needs, races, at, folds }: RailProps) {
	const measured = useMeasured(rows, run, folds);
	if (measured === null) return null;
	const { middles, height, laneWidth } = measured;
	const width = lanes * laneWidth;
	const x = (lane: number) => (lane + 0.5) * laneWidth;
	const y = (position: number) => middles[position] ?? 0;
	const steps = run.trace.steps;
	const laneOf = (position: number) =>
		steps[position - 1]?.transition.actor ?? 0;
	const fixed = new Set(
		races
			.filter(({ order }) => order === "this-order")
			.map(({ earlier, later }) => `${earlier}-${later}`),
	);
	const arrows = run.arrows.map(({ from, to }) => ({
		from: from + 1,
		to: to + 1,
		isBug: fixed.has(`${from + 1}-${to + 1}`),
	}));
	const isShown = (arrow: { from: number; to: number }) =>
		arrow.from === at || arrow.to === at;
	return (
		<svg
			class="rail"
			width={width}
			height={height}
			viewBox={`0 0 ${width} ${height}`}
			aria-hidden="true"
			focusable="false"
		>
			<defs>
				<marker
					id="head"
					viewBox="0 0 8 8"
					refX="7"
					refY="4"
					markerWidth="7"
					markerHeight="7"
					markerUnits="userSpaceOnUse"
					orient="auto"
				>
					<path d="M0 0.5 8 4 0 7.5z" fill="context-stroke" />
				</marker>
			</defs>
			{Array.from({ length: lanes }, (_, lane) => {
				const own = steps.filter(({ transition }) => transition.actor === lane);
				const first = own[0]?.number;
				const last = own.at(-1)?.number;
				return (
					<g key={lane} class={`actor-${lane % 6}`}>
						<line
							class="lane"
							x1={x(lane)}
							x2={x(lane)}
							y1={y(0)}
							y2={height - 14}
						/>
						{first !== undefined && last !== undefined && (
							<line
								class="life"
								x1={x(lane)}
								x2={x(lane)}
								y1={y(first)}
								y2={y(last)}
							/>
						)}
					</g>
				);
			})}
			{arrows
				.toSorted((a, b) => Number(isShown(a)) - Number(isShown(b)))
				.map((arrow) => (
					<path
						key={`${arrow.from}-${arrow.to}`}
						class={`arrow ${arrow.isBug ? "bug" : ""} ${isShown(arrow) ? "touched" : ""}`}
						d={arrowPath(
							x(laneOf(arrow.from)),
							y(arrow.from),
							x(laneOf(arrow.to)),
							y(arrow.to),
						)}
						marker-end="url(#head)"
					/>
				))}
			{steps.map(({ number, transition }) => (
				<circle
					key={number}
					class={`step actor-${transition.actor % 6} ${needs[number - 1] === "removable" ? "removable" : ""} ${number > at ? "ahead" : ""} ${run.failure?.at === number ? "fails" : ""}`}
					cx={x(transition.actor)}
					cy={y(number)}
					r={needs[number - 1] === "removable" ? 4 : 6}
				/>
			))}
			{at > 0 && at <= steps.length && (
				<circle
					class={`here actor-${laneOf(at) % 6}`}
					cx={x(laneOf(at))}
					cy={y(at)}
					r={11}
				/>
			)}
		</svg>
	);
}

/** From the side of one dot to the side of the other, in a bow that leaves the rows between them readable. */
function arrowPath(x1: number, y1: number, x2: number, y2: number): string {
	const side = Math.sign(x2 - x1);
	const from = x1 + side * 6;
	const to = x2 - side * 8;
	const bend = Math.max(10, Math.abs(to - from) * 0.7);
	return `M${from} ${y1}C${from + side * bend} ${y1} ${to - side * bend} ${y2} ${to} ${y2}`;
}
