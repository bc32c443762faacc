# Indicatoren begroting 2023
| Nr | Indicator | Eenheid | Peiljaar | Rietwijk | Provincie Utrecht | Nederland | Bron |
| 1 | Functiemenging | % | 2021 | 48,9 | 54,2 | 53,2 | LISA |
| 2 | Huishoudelijk restafval | kg/inwoner | 2020 | 151 | 163 | 170 | CBS |
| 3 | Demografische druk | % | 2022 | 82,4 | 68,9 | 70,3 | CBS |
| 4 | Hernieuwbare elektriciteit | % | 2020 | 21,7 | 17,0 | 26,9 | RWS |
