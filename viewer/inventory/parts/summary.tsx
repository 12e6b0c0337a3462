// How many sites there are of each case, and findings of each code; each row is also a filter.

import type { InventoryPage } from "#report/viewer/inventory-page.ts";
import type { Entry } from "../entries.ts";
import type { Filter } from "../filter.ts";

interface SummaryProps {
	page: InventoryPage;
	entries: readonly Entry[];
	filter: Filter;
	onFilter(filter: Filter): void;
}

export function Summary({ page, entries, filter, onFilter }: SummaryProps) {
	const sites = entries.flatMap(({ site }) => (site === null ? [] : [site]));
	const findings = entries.flatMap((entry) => entry.findings);
	const cases = [1, 2, 3, 4, 5, 0].map((number) => ({
		key: `${number}`,
		name: number === 0 ? "no case" : `case ${number}`,
		about: page.cases[number] ?? "",
		className: `case-${number}`,
		count: sites.filter((site) => site.case === number).length,
	}));
	const codes = Object.entries(page.codes).map(([code, title]) => ({
		key: code,
		name: code,
		about: title,
		className: "finding-bar",
		count: findings.filter((finding) => finding.code === code).length,
	}));
	return (
		<div class="summary">
			<Bars
				title="Sites by case"
				rows={cases}
				chosen={filter.case}
				onChoose={(chosen) => onFilter({ ...filter, case: chosen })}
			/>
			<Bars
				title="Findings"
				rows={codes}
				chosen={filter.code}
				onChoose={(code) => onFilter({ ...filter, code })}
			/>
		</div>
	);
}

interface Row {
	key: string;
	name: string;
	about: string;
	className: string;
	count: number;
}

function Bars({
	title,
	rows,
	chosen,
	onChoose,
}: {
	title: string;
	rows: readonly Row[];
	chosen: string;
	onChoose(key: string): void;
}) {
	const present = rows.filter(({ count }) => count > 0);
	const most = Math.max(1, ...present.map(({ count }) => count));
	return (
		<section class="bars" aria-label={title}>
			<h2>{title}</h2>
			{present.length === 0 && <p class="muted">none</p>}
			<ul class="plain">
				{present.map(({ key, name, about, className, count }) => (
					<li key={key}>
						<button
							type="button"
							class={className}
							aria-pressed={chosen === key}
							onClick={() => onChoose(chosen === key ? "" : key)}
						>
							<span class="name">
								<b>{name}</b> <span class="muted">{about}</span>
							</span>
							<span class="bar">
								<span
									class="fill"
									aria-hidden="true"
									style={{ width: `calc((100% - 3rem) * ${count / most})` }}
								/>
								<b class="amount">{count}</b>
							</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}
