// The litmus test as a table: who does what, and where the reader stands in it.

import type { LitmusTest } from "#scenarios/litmus/litmus-test.ts";

export function ScenarioTable({
	test,
	actor,
	operation,
}: {
	test: LitmusTest;
	/** The operation to mark. */
	actor: number | null;
	operation: number | null;
}) {
	const rows = Math.max(
		0,
		...test.columns.map(({ operations }) => operations.length),
	);
	return (
		<table class="litmus">
			<caption>Who does what, all at the same time</caption>
			<thead>
				<tr>
					{test.columns.map((column, index) => (
						<th key={column.actor} scope="col" class={`actor-${index % 6}`}>
							<b class="actor">{column.actor}</b>
							{column.process !== null && (
								<span class="muted"> ({column.process})</span>
							)}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{Array.from({ length: rows }, (_, row) => (
					<tr key={row}>
						{test.columns.map((column, index) => {
							const call = column.operations[row];
							const isHere = actor === index && operation === row;
							return (
								<td
									key={column.actor}
									class={isHere ? `this actor-${index % 6}` : ""}
								>
									{call !== undefined && (
										<code>
											{call.name}
											{call.arguments.length > 0 &&
												`(${call.arguments.join(", ")})`}
										</code>
									)}
								</td>
							);
						})}
					</tr>
				))}
			</tbody>
		</table>
	);
}
