package peers

import rego.v1

# For speed: the texts joined once, and cheap tests before what goes through lists again.
functions := [
	["信息公开", "信息公開", "政务公开", "政務公開"],
	["应急", "應急"],
	["督查", "督査", "督促检查", "督促檢査"],
	["保密"],
	["人大代表建议", "人大代表建議", "人大代表议案", "人大代表議案"],
	["值班"],
]

catching := ["其他事项", "其他事項", "其他任务", "其他任務"]

kinds := ["duties", "units", "staffing"]

findings contains ["leadership-ratio", i] if {
	some i, s in input.staffing
	3 * (s.heads + s.deputies) > s.admin
}

limit(admin) := 1 if admin <= 10

limit(admin) := 2 if {
	admin > 10
	admin <= 20
}

limit(admin) := 3 if admin > 20

findings contains ["deputy-limit", i] if {
	some i, s in input.staffing
	s.deputies > 1
	s.deputies > limit(s.admin)
}

findings contains ["unit-count", i] if {
	some i, g in input.unit_groups
	g.declared != null
	g.declared != count(g.units)
}

duty_texts := [c.text | some c in input.duties]

unit_texts := [u.text | some g in input.unit_groups; some u in g.units]

joined := concat("\n", array.concat(duty_texts, unit_texts))

mentioned(phrases) if {
	some phrase in phrases
	contains(joined, phrase)
}

findings contains ["mandatory-function", i] if {
	some i, phrases in functions
	not mentioned(phrases)
}

section_kinds := {s.kind | some s in input.sections}

findings contains ["required-section", i] if {
	some i, kind in kinds
	not kind in section_kinds
}

duty_numbers := [c.ordinal | some c in input.duties]

adjustment_numbers := [c.ordinal | some c in input.adjustments]

findings contains ["numbering", i] if {
	duty_numbers != numbers.range(1, count(duty_numbers))
	some i, n in duty_numbers
	n != array.concat([0], duty_numbers)[i] + 1
}

findings contains ["numbering", 1000 + i] if {
	adjustment_numbers != numbers.range(1, count(adjustment_numbers))
	some i, n in adjustment_numbers
	n != array.concat([0], adjustment_numbers)[i] + 1
}

is_catching(text) if {
	some phrase in catching
	contains(text, phrase)
}

findings contains ["catch-all", input.duties[last].ordinal] if {
	last := count(duty_texts) - 1
	last >= 0
	not is_catching(duty_texts[last])
}

names := [u.name | some g in input.unit_groups; some u in g.units]

findings contains ["duplicate-unit", j] if {
	count({name | some name in names}) != count(names)
	some j, name in names
	some i, other in names
	i < j
	name == other
}
